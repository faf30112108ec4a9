import { createClient } from '@clickhouse/client';
import { Client, Connection } from '@temporalio/client';
import { createLocalJWKSet, jwtVerify } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestEnvironment, mintScope, type TestEnvironment } from '../src/index.ts';

describe('a test environment', () => {
  let one: TestEnvironment<{ postgres: true; clickhouse: true; temporal: true }>;
  let two: TestEnvironment<{ postgres: true; clickhouse: true; temporal: true }>;
  beforeAll(async () => {
    [one, two] = await Promise.all([createTestEnvironment({ postgres: true, clickhouse: true, temporal: true }), createTestEnvironment({ postgres: true, clickhouse: true, temporal: true })]);
  });
  afterAll(() => Promise.all([one.close(), two.close()]));

  it('has a PostgreSQL database of its own, where services see only their tenant', async () => {
    const tenant = await one.seedTenant();
    expect(await rows(one.postgres.adminUrl, 'SELECT id FROM tenants')).toEqual([{ id: tenant.tenantId }]);
    expect(await rows(two.postgres.adminUrl, 'SELECT id FROM tenants')).toEqual([]);
    expect(await rows(one.postgres.urls.wf_api, 'SELECT id FROM assets')).toEqual([]);
    const seen = await rows(one.postgres.urls.wf_api, `SELECT set_config('app.tenants', '{${tenant.tenantId}}', false); SELECT name FROM assets ORDER BY name`);
    expect(seen).toEqual(['Engineering laptop', 'HMI', 'Office PC', 'PLC'].map((name) => ({ name })));
    await expect(rows(one.postgres.urls.wf_ingest, 'DELETE FROM assets')).rejects.toThrow(/permission denied/);
  });

  it('has a ClickHouse database of its own', async () => {
    const client = createClient({ url: one.clickhouse.url, database: one.clickhouse.database });
    const tables = await (await client.query({ query: 'SHOW TABLES', format: 'JSONEachRow' })).json<{ name: string }>();
    await client.close();
    expect(tables.map((row) => row.name)).toEqual(expect.arrayContaining(['events', 'findings', 'unparsed']));
    expect(two.clickhouse.database).not.toBe(one.clickhouse.database);
  });

  it('has a Temporal namespace of its own that knows our search attributes', async () => {
    const connection = await Connection.connect({ address: one.temporal.address });
    const client = new Client({ connection, namespace: one.temporal.namespace });
    const listed = [];
    for await (const run of client.workflow.list({ query: "TenantId = 'x' AND NextSlaDueAt > '2026-01-01T00:00:00Z'" })) listed.push(run);
    await connection.close();
    expect(listed).toEqual([]);
    expect(two.temporal.namespace).not.toBe(one.temporal.namespace);
  });

  it('signs tokens that verify with its keys alone', async () => {
    const token = await one.tokens.signToken({ sub: 'someone', tenants: { a: { id: '1' } } });
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [...one.tokens.jwks.keys] }), { audience: 'watchfloor-api' });
    expect(payload).toMatchObject({ sub: 'someone', tenants: { a: { id: '1' } }, iss: `${one.tokens.baseUrl}/realms/watchfloor` });
    await expect(jwtVerify(token, createLocalJWKSet({ keys: [...two.tokens.jwks.keys] }))).rejects.toThrow();
  });

  it('mints scopes of the tenants it is given and none other', () => {
    const id = '11111111-1111-8111-8111-111111111111';
    expect(mintScope([id]).tenants).toEqual([id]);
    expect(() => mintScope([])).toThrow();
  });
});

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const results = (await client.query(sql)) as pg.QueryResult | pg.QueryResult[];
    return (Array.isArray(results) ? results.at(-1) : results)?.rows ?? [];
  } finally {
    await client.end();
  }
}
