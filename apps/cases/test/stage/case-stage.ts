import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import { channelSettings, channelsConfig } from '@watchfloor/channels';
import type { CaseState, Command } from '@watchfloor/cases';
import type { Actor, TenantScope } from '@watchfloor/core';
import { closePostgres, connectPostgres, findCase, listLedger, listNotices, withTenant } from '@watchfloor/postgres';
import { connectTemporal, createPayloadCodec, temporalConfig, type OpenCaseInput } from '@watchfloor/temporal';
import { logTemporalTo, WorkerHost } from '@watchfloor/temporal/worker';
import { caseState, caseWorkflowId } from '@watchfloor/workflow-cases';
import { defaultPayloadConverter } from '@temporalio/common';
import { advance, createTestEnvironment, mintScope, virtualNow } from '@watchfloor/testing-env';
import pg from 'pg';
import { pino } from 'pino';
import { freshWorkflowBundle, WORKFLOW_BUNDLE } from '../../../../tools/build/bundle-workflows.ts';
import { createActivities } from '../../src/activities/activities.ts';
import { sampleContract } from './sample-contract.ts';
import { startSinks } from './sinks.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const OTHER = '22222222-2222-4222-8222-222222222222';
const SECRET_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

const person = (id: string, org: Actor['org'], ...roles: string[]): Actor => ({ kind: 'person', id, name: id, org, roles });
export const ANA = person('ana', 'provider', 'analyst');
export const CARL = person('carl', 'customer', 'customer-engineer');
const DETECT: Actor = { kind: 'service', id: 'detect', name: 'detect', org: 'system', roles: [] };
export const scopeOf = (actor: Actor, ...tenants: string[]): TenantScope => mintScope(tenants.length > 0 ? tenants : [TENANT], actor);
export const DETECTS = scopeOf(DETECT);

logTemporalTo((level, message, meta) => {
  if (level === 'ERROR') process.stderr.write(`temporal: ${message} ${String(meta?.['error'] ?? '')}\n`);
});

/** A PostgreSQL database and a Temporal namespace of its own, mail and webhook sinks, the worker in this process, and a clock that follows the case. */
export async function createCaseStage() {
  const [environment, sinks] = await Promise.all([createTestEnvironment({ postgres: true, temporal: true }), startSinks(), freshWorkflowBundle()]);
  const { postgres, temporal } = environment;
  const contract = sampleContract(sinks.webhookUrl);
  for (const [tenantId, slug] of [[TENANT, 'aqua'], [OTHER, 'elia']] as const) await environment.seedTenant({ tenantId, slug, contract });
  const env = { WF_TEMPORAL_ADDRESS: temporal.address, WF_TEMPORAL_NAMESPACE: temporal.namespace, WF_PAYLOAD_KEYS: SECRET_KEYS, WF_SMTP_URL: sinks.smtpUrl, WF_SMTP_FROM: 'soc@watchfloor.example', WF_WEBHOOK_SECRET: 'secret for tests only', WF_EGRESS_ALLOW_PRIVATE: 'true' };
  const config = temporalConfig.parse(env);
  const db = connectPostgres(postgres.urls.wf_cases, 6);
  const host = (): WorkerHost =>
    new WorkerHost({
      temporal: config,
      workflowBundle: WORKFLOW_BUNDLE,
      activities: createActivities({ db, channels: channelSettings(channelsConfig.parse(env)), log: pino({ level: 'error' }), caseUrl: (_tenant, caseId) => `https://wf.example/cases/${caseId}` }),
      onFatal: (error) => {
        throw error;
      },
    });
  let worker = host();
  await worker.onApplicationBootstrap();
  let now = (): number => Date.now();
  const gateway = await connectTemporal(config, () => now());
  const connection = await Connection.connect({ address: temporal.address });
  const raw = new Client({ connection, namespace: temporal.namespace });
  const inside = new Client({
    connection,
    namespace: temporal.namespace,
    dataConverter: { payloadCodecs: [createPayloadCodec(config.WF_PAYLOAD_KEYS, TENANT)] },
    interceptors: { workflow: [naming(TENANT)] },
  });

  return {
    env: { ...env, WF_POSTGRES_URL: postgres.urls.wf_cases },
    config,
    db,
    gateway,
    raw,
    inside,
    connection,
    sinks,
    /** Takes the database away as an outage does: connections break and new ones are refused. */
    stopPostgres: () => asAdmin(postgres.adminUrl, `ALTER DATABASE ${postgres.database} ALLOW_CONNECTIONS false`, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${postgres.database}'`),
    startPostgres: () => asAdmin(postgres.adminUrl, `ALTER DATABASE ${postgres.database} ALLOW_CONNECTIONS true`),
    async stopWorker() {
      await worker.beforeApplicationShutdown();
    },
    async startWorker() {
      worker = host();
      await worker.onApplicationBootstrap();
    },
    async open(over: Partial<OpenCaseInput> = {}) {
      const caseId = over.caseId ?? randomUUID();
      const input: OpenCaseInput = {
        caseId,
        tenantId: TENANT,
        siteId: null,
        groupKey: `modbus-write:${caseId}`,
        detectionId: 'modbus-write',
        title: 'TOPSECRET register write',
        summary: 'WS-7 wrote registers of PLC-3',
        severity: 'critical',
        techniques: ['T0836'],
        firstEventAt: Date.now() - 1_000,
        findings: [{ id: randomUUID(), timeMs: Date.now() - 1_000, severityId: 5, title: 'write' }],
        ...over,
      };
      await gateway.cases.open(DETECTS, input);
      return { ...input, workflowId: caseWorkflowId(TENANT, caseId) };
    },
    /** A command as of the case's own time. */
    async command(caseId: string, command: Command, by: Actor = ANA, lateMs = 0) {
      const at = await virtualNow(raw, { workflowId: caseWorkflowId(TENANT, caseId) });
      now = () => at - lateMs;
      return gateway.cases.command(scopeOf(by), { tenantId: TENANT, caseId }, command);
    },
    advance: (caseId: string, ms: number) => advance(raw, { workflowId: caseWorkflowId(TENANT, caseId) }, ms),
    state: (caseId: string): Promise<CaseState> => inside.workflow.getHandle(caseWorkflowId(TENANT, caseId)).query(caseState),
    row: (caseId: string) => withTenant(db, DETECTS, (tx) => findCase(DETECTS, tx, TENANT, caseId)),
    ledger: (caseId: string) => withTenant(db, DETECTS, (tx) => listLedger(DETECTS, tx, TENANT, caseId)),
    notices: (caseId: string) => withTenant(db, DETECTS, (tx) => listNotices(DETECTS, tx, TENANT, caseId)),
    async stop() {
      await worker.beforeApplicationShutdown();
      await gateway.close();
      await connection.close();
      await closePostgres(db);
      await sinks.stop();
      await environment.close();
    },
  };
}

export type CaseStage = Awaited<ReturnType<typeof createCaseStage>>;

async function asAdmin(url: string, ...statements: string[]): Promise<void> {
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Client messages on behalf of a tenant, as the gateway sends them. */
export function naming(tenantId: string): WorkflowClientInterceptor {
  const header = { 'wf-tenant': defaultPayloadConverter.toPayload(tenantId) };
  return {
    query: (input, next) => next({ ...input, headers: { ...input.headers, ...header } }),
    startUpdate: (input, next) => next({ ...input, headers: { ...input.headers, ...header } }),
  };
}

/** Waits until `probe` gives something, asking every 50 ms for at most `withinMs`. */
export async function eventually<T>(probe: () => Promise<T | undefined | false | null>, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`not so within ${withinMs} ms: ${String(probe)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
