import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { closePostgres, connectPostgres } from '@watchfloor/postgres';
import { createTestEnvironment, type SeededTenant, type TestClaims } from '@watchfloor/testing-env';
import { createClient, type Client } from 'graphql-ws';
import pg from 'pg';
import WebSocket from 'ws';
import { ReadAudit } from '../../src/audit/read-audit.ts';
import { readConfig } from '../../src/config.ts';
import { connectStores } from '../../src/connect-stores.ts';
import { createApi } from '../../src/create-api.ts';
import { log } from '../../src/logging/log.ts';
import { AUDIT_PERIOD, PEOPLE, type Person } from './people.ts';

export interface GraphqlAnswer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string; readonly traceId?: string } }[];
}

interface StageOptions {
  readonly temporal?: { readonly address: string; readonly namespace: string };
  readonly env?: Readonly<Record<string, string>>;
  readonly providers?: Type[];
  readonly controllers?: Type[];
}

export const PAYLOAD_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

/** The API over a real PostgreSQL and ClickHouse with two customers, and tokens for the tests' people. */
export async function createApiStage(options: StageOptions = {}) {
  log.level = 'fatal';
  const env = await createTestEnvironment({ postgres: true, clickhouse: true });
  const grantsAt = (tenant: 'a' | 'b') =>
    (Object.keys(PEOPLE) as Person[]).filter((person) => (PEOPLE[person].tenants as readonly string[]).includes(tenant)).map((person) => ({ subject: person, role: PEOPLE[person].role, ...(PEOPLE[person].role === 'auditor' && AUDIT_PERIOD) }));
  const a = await env.seedTenant({ grants: grantsAt('a') });
  const b = await env.seedTenant({ grants: grantsAt('b') });
  const vault = mkdtempSync(join(tmpdir(), 'wf-vault-'));
  const config = readConfig({
    WF_HTTP_PORT: '0', WF_PUBLIC_URL: 'http://127.0.0.1:4000', WF_POSTGRES_URL: env.postgres.urls.wf_api, WF_CLICKHOUSE_URL: env.clickhouse.url, WF_CLICKHOUSE_DATABASE: env.clickhouse.database,
    WF_TEMPORAL_ADDRESS: options.temporal?.address ?? '127.0.0.1:1', WF_TEMPORAL_NAMESPACE: options.temporal?.namespace ?? 'none', WF_PAYLOAD_KEYS: PAYLOAD_KEYS, WF_KEYCLOAK_URL: env.tokens.baseUrl, WF_KEYCLOAK_CLIENTS: 'watchfloor-portal,watchfloor-test', WF_VAULT_DIR: vault, ...options.env,
  });
  const stores = await connectStores(config, { keys: env.tokens.jwks.keys });
  const api = await createApi(stores, options);
  await api.listen(0, '127.0.0.1');
  const url = await api.getUrl();
  const cases = connectPostgres(env.postgres.urls.wf_cases, 2);
  const tenants = (names: readonly string[]): Record<string, { id: string }> => Object.fromEntries(names.map((name) => [name, { id: (name === 'a' ? a : b).tenantId }]));
  const token = (person: Person, claims: TestClaims = {}): Promise<string> =>
    env.tokens.signToken({ sub: person, preferred_username: person, realm_access: { roles: [PEOPLE[person].role] }, tenants: tenants(PEOPLE[person].tenants), ...claims });
  const post = async (bearer: string | undefined, body: unknown): Promise<GraphqlAnswer> => {
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(bearer !== undefined && { authorization: bearer }) }, body: JSON.stringify(body) });
    return { status: answer.status, ...((await answer.json()) as Omit<GraphqlAnswer, 'status'>) };
  };
  return {
    env, config, stores, api, url, a, b, cases, vault, token, post,
    /** One operation as a person. */
    ask: async (person: Person, query: string, variables: object = {}): Promise<GraphqlAnswer> => post(`Bearer ${await token(person)}`, { query, variables }),
    /** Data of one operation that must succeed. */
    async get<Data>(person: Person, query: string, variables: object = {}): Promise<Data> {
      const answer = await this.ask(person, query, variables);
      if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer));
      return answer.data as Data;
    },
    socket: (bearer: string | undefined): Client =>
      createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, lazyCloseTimeout: 0, ...(bearer !== undefined && { connectionParams: { authorization: bearer } }) }),
    /** The whole audit log of a tenant, past row-level security. */
    async audit(tenantId: string): Promise<{ action: string; payload: string }[]> {
      const admin = new pg.Client({ connectionString: env.postgres.adminUrl });
      await admin.connect();
      try {
        return (await admin.query<{ action: string; payload: string }>('SELECT action, payload FROM audit_log WHERE tenant_id = $1 ORDER BY seq', [tenantId])).rows;
      } finally {
        await admin.end();
      }
    },
    flushReads: () => api.get(ReadAudit).flush(),
    async stop() {
      await api.close();
      await stores.close();
      await closePostgres(cases);
      await env.close();
      rmSync(vault, { recursive: true, force: true });
    },
  };
}

export type ApiStage = Awaited<ReturnType<typeof createApiStage>>;
export type { SeededTenant };
