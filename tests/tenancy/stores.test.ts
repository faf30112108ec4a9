import * as clickhouse from '@watchfloor/clickhouse';
import { Refused, type TenantScope } from '@watchfloor/core';
import * as postgres from '@watchfloor/postgres';
import * as temporal from '@watchfloor/temporal';
import { mintScope } from '@watchfloor/testing-env';
import * as vault from '@watchfloor/vault';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERY_READ } from '../../libs/store/clickhouse/test/every-read.ts';
import { POSTGRES_CALLS, POSTGRES_UNSCOPED } from './postgres-calls.ts';
import { marksIn, seedTwoCustomers, type TwoCustomers } from './two-customers.ts';

let both: TwoCustomers;
let admin: pg.Client;
beforeAll(async () => {
  both = await seedTwoCustomers();
  admin = new pg.Client({ connectionString: both.stage.env.postgres.adminUrl });
  await admin.connect();
}, 300_000);
afterAll(async () => {
  await admin?.end();
  await both?.stop();
});

const functionsOf = (library: object): string[] => Object.entries(library).filter(([, value]) => typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value))).map(([name]) => name).sort();
const scopeA = (): TenantScope => mintScope([both.a.ids.tenantId]);
const refusal = (error: unknown): string => {
  if (error instanceof Refused) return error.code;
  throw error;
};

describe('PostgreSQL: every exported function', () => {
  it('is called below, or is named with the reason why it takes no scope', () => {
    expect([...Object.keys(POSTGRES_CALLS), ...Object.keys(POSTGRES_UNSCOPED)].sort()).toEqual(functionsOf(postgres));
  });

  /** Everything of a tenant, past row-level security. */
  const everythingOf = async (tenantId: string): Promise<string> => {
    const { rows } = await admin.query<{ table: string; key: string }>(`
      SELECT c.table_name AS table, c.column_name AS key FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND (c.column_name = 'tenant_id' OR (c.table_name = 'tenants' AND c.column_name = 'id')) ORDER BY 1`);
    const each = rows.map(({ table, key }) => `SELECT coalesce(json_agg(t ORDER BY t::text), '[]')::text AS all FROM ${table} t WHERE ${key} = $1`);
    return (await admin.query<{ all: string }>(each.join(' UNION ALL '), [tenantId])).rows.map((row) => row.all).join('\n');
  };

  it.each(Object.keys(POSTGRES_CALLS))("%s with A's scope and B's ids finds nothing, changes nothing", async (name) => {
    const { a, b, stage } = both;
    const call = POSTGRES_CALLS[name];
    const before = await everythingOf(b.ids.tenantId);
    const { db, run } = call?.(b) ?? { db: 'wf_api', run: () => Promise.resolve() };
    const pool = postgres.connectPostgres(stage.env.postgres.urls[db], 1);
    // Row-level security is given both customers here: the function's own predicate must hold by itself.
    for (const opened of [scopeA(), mintScope([a.ids.tenantId, b.ids.tenantId])]) {
      const answer = await postgres.withTenant(pool, opened, (tx) => run(scopeA(), tx)).catch(refusal);
      expect(marksIn(b, answer)).toEqual([]);
      if (/^(upsert|insert|append|next)/.test(name)) expect(answer).toBe('NOT_FOUND');
      if (/^find/.test(name)) expect(answer).toBeNull();
      if (/^count/.test(name)) expect(answer).toBe(0);
    }
    await postgres.closePostgres(pool);
    expect(await everythingOf(b.ids.tenantId)).toBe(before);
  });

  it.each(Object.keys(POSTGRES_CALLS).filter((name) => /^(find|list|count|latest)/.test(name)))('%s does find it with the scope of B', async (name) => {
    const { b, stage } = both;
    const { db, run } = POSTGRES_CALLS[name]?.(b) ?? { db: 'wf_api', run: () => Promise.resolve() };
    const pool = postgres.connectPostgres(stage.env.postgres.urls[db], 1);
    const scope = mintScope([b.ids.tenantId]);
    const answer = await postgres.withTenant(pool, scope, (tx) => run(scope, tx));
    await postgres.closePostgres(pool);
    expect(typeof answer === 'number' ? answer : marksIn(b, answer).length).toBeGreaterThan(0);
  });
});

describe('ClickHouse', () => {
  it('every exported read is probed by the tests of its library, with each net alone and with none', () => {
    const reads = Object.values(clickhouse).flatMap((value) => (typeof value === 'function' && 'readName' in value ? [String(value.readName)] : []));
    const probed = new Set(EVERY_READ.map(({ read }) => read.readName));
    expect(reads.filter((name) => !probed.has(name))).toEqual([]);
    expect(reads.length).toBeGreaterThan(10);
  });

  it('every other exported function takes no data of a tenant, or its scope', () => {
    const others = functionsOf(clickhouse).filter((name) => !('readName' in (clickhouse[name as keyof typeof clickhouse] as object)));
    expect(others).toEqual([
      'compileQuery', // pure
      'connectClickHouse', // a client; leaves the library for its reads only
      'defineRead', // makes reads; refuses one without both nets
      'deleteExpired', // probed below
      'eventRow', // pure
      'expandEngineMacro', // pure
      'gapsBetween', // pure
      'insertBatches', // takes batches, which only a scope can fill
      'insertRows', // probed below
      'migrateClickHouse', // tables
      'ocsfOfRow', // pure
      'pingClickHouse', // is it there
      'sensorGaps', // probed below
    ]);
  });

  it("rows of B are neither inserted nor deleted, and B's sensors look unknown, with A's scope", async () => {
    const { a, b, stage } = both;
    const client = stage.stores.clickhouse;
    const [row] = await clickhouse.readEvent(client, mintScope([b.ids.tenantId]), { eventIds: [b.eventId] });
    if (!row) throw new Error('B has no event');
    await expect(clickhouse.insertRows(client, mintScope([a.ids.tenantId]), clickhouse.EVENTS, [row as unknown as clickhouse.EventRow])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const period = { fromMs: Date.now() - 3_600_000, toMs: Date.now() + 60_000, sensors: [{ sensorId: b.ids.sensorId, cadenceSeconds: 60 }] };
    const unknown = await clickhouse.sensorGaps(client, mintScope([a.ids.tenantId]), period);
    expect(unknown).toEqual([{ sensorId: b.ids.sensorId, fromMs: period.fromMs, toMs: period.toMs }]);
    expect(await clickhouse.sensorGaps(client, mintScope([b.ids.tenantId]), period)).not.toEqual(unknown);
    await expect(clickhouse.deleteExpired(client, mintScope([a.ids.tenantId]), b.ids.tenantId, { days: 1, classDays: {}, holds: [] }, Date.now() + 400 * 86_400_000)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('Temporal', () => {
  it('exports nothing beside what is probed here and in the tests of the service cases', () => {
    expect(functionsOf(temporal)).toEqual(['connectTemporal', 'createPayloadCodec', 'createPlatformSchedules', 'parsePayloadKeys']);
  });

  it("every call of the gateways with A's scope and B's ids is NOT_FOUND before anything is sent", async () => {
    const { b, stage } = both;
    const { tenantId, caseId } = b.ids;
    const gateway = stage.stores.temporal;
    const calls: Record<string, () => Promise<unknown>> = {
      'cases.open': () => gateway.cases.open(scopeA(), { tenantId, caseId, groupKey: 'g', detectionId: 'd', title: 't', summary: 's', severity: 'high', techniques: [], findings: [] }),
      'cases.command': () => gateway.cases.command(scopeA(), { tenantId, caseId }, { type: 'acknowledge' }),
      'evidence.request': () => gateway.evidence.request(scopeA(), { tenantId, framework: 'nist-csf-2.0', from: 0, to: 1 }),
    };
    expect(Object.entries({ cases: gateway.cases, evidence: gateway.evidence }).flatMap(([part, methods]) => Object.keys(methods).map((method) => `${part}.${method}`)).sort()).toEqual(Object.keys(calls).sort());
    for (const call of Object.values(calls)) await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it("what is sealed for B opens for B alone", async () => {
    const keys = temporal.parsePayloadKeys(`k1:${Buffer.alloc(32, 3).toString('base64')}`);
    const sealed = await temporal.createPayloadCodec(keys, both.b.ids.tenantId).encode([{ metadata: {}, data: Buffer.from(`secret of ${both.b.tenant.slug}`) }]);
    expect(sealed.map((payload) => Buffer.from(payload.data ?? []).toString('latin1')).join()).not.toContain(both.b.tenant.slug);
    const opened = await temporal.createPayloadCodec(keys, both.b.ids.tenantId).decode(sealed);
    expect(Buffer.from(opened[0]?.data ?? []).toString()).toBe(`secret of ${both.b.tenant.slug}`);
    await expect(temporal.createPayloadCodec(keys, both.a.ids.tenantId).decode(sealed)).rejects.toThrow();
  });
});

describe('the vault', () => {
  it('exports nothing beside its store that holds data of a tenant', () => {
    expect(functionsOf(vault)).toEqual(['auditFault', 'auditHash', 'brokenAt', 'buildPackage', 'keyFingerprint', 'openPackageStore', 'readSigningKey', 'verifyPackage']);
  });

  it("every call with A's scope is NOT_FOUND for B's packages, under B's name and under A's", async () => {
    const { a, b, stage } = both;
    const store = stage.stores.packages;
    expect(Object.keys(store).sort()).toEqual(['put', 'read']);
    expect(Buffer.from(await store.read(mintScope([b.ids.tenantId]), b.ids.tenantId, b.packageSha256)).toString()).toContain(b.tenant.slug);
    for (const tenantId of [b.ids.tenantId, a.ids.tenantId]) await expect(store.read(scopeA(), tenantId, b.packageSha256)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(store.put(scopeA(), b.ids.tenantId, Buffer.from('x'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const tenantId of ['..', `../${b.ids.tenantId}`, '']) await expect(store.read(scopeA(), tenantId, b.packageSha256)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
