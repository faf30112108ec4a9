import { randomUUID } from 'node:crypto';
import { createTestEnvironment, mintScope, type SeededTenant, type TestEnvironment } from '@watchfloor/testing-env';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  appendAudit, closePostgres, connectPostgres, findSensorByCertificate, findSensorByKeyHash, insertSensorCertificate, listAssets, listAudit, listGrantsOfSubject, listInventory, listSites, listTenantDirectory, listTenants, upsertSite, upsertTenant, withTenant,
  type Postgres,
} from '../src/index.ts';
import { createHash } from 'node:crypto';

let env: TestEnvironment<{ postgres: true }>;
let a: SeededTenant;
let b: SeededTenant;
let api: Postgres;
let ingest: Postgres;
let admin: pg.Client;
beforeAll(async () => {
  env = await createTestEnvironment({ postgres: true });
  a = await env.seedTenant({ grants: [{ subject: 'ana', role: 'analyst' }] });
  b = await env.seedTenant({ grants: [{ subject: 'ana', role: 'lead' }, { subject: 'bob', role: 'auditor' }] });
  api = connectPostgres(env.postgres.urls.wf_api, 2);
  ingest = connectPostgres(env.postgres.urls.wf_ingest, 2);
  admin = new pg.Client({ connectionString: env.postgres.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await Promise.all([api && closePostgres(api), ingest && closePostgres(ingest)]);
  await env?.close();
});

describe('row-level security', () => {
  it('is forced on every table of the schema', async () => {
    const { rows } = await admin.query<{ name: string; forced: boolean; policies: number }>(`
      SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced, (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'`);
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => !row.forced || row.policies === 0)).toEqual([]);
  });

  it('shows a transaction the tenants of its scope, even when the statement forgets them', async () => {
    const scope = mintScope([a.tenantId]);
    expect(await withTenant(api, scope, (tx) => tx.site.findMany())).toEqual([expect.objectContaining({ tenantId: a.tenantId })]);
    expect(await withTenant(api, mintScope([a.tenantId, b.tenantId]), (tx) => tx.site.count())).toBe(2);
    expect(await withTenant(api, mintScope([randomUUID()]), (tx) => tx.site.count())).toBe(0);
  });

  it('refuses to write a row of another tenant', async () => {
    const scope = mintScope([a.tenantId]);
    await expect(withTenant(api, scope, (tx) => tx.site.create({ data: { tenantId: b.tenantId, id: randomUUID(), name: 'x', timeZone: 'UTC' } }))).rejects.toThrow(/row-level security/);
    expect(await withTenant(api, scope, (tx) => tx.site.updateMany({ where: { tenantId: b.tenantId }, data: { name: 'taken' } }))).toEqual({ count: 0 });
    expect(await withTenant(api, scope, (tx) => tx.sensor.deleteMany({ where: { tenantId: b.tenantId } }))).toEqual({ count: 0 });
  });

  it('does not carry a scope over to the next user of the connection', async () => {
    const one = connectPostgres(env.postgres.urls.wf_api, 1);
    await withTenant(one, mintScope([a.tenantId]), (tx) => tx.site.count());
    expect(await listTenantDirectory(one)).toEqual([]);
    expect(await withTenant(one, mintScope([b.tenantId]), (tx) => tx.site.findMany({ select: { tenantId: true } }))).toEqual([{ tenantId: b.tenantId }]);
    await closePostgres(one);
  });

  it('lets each service write its own tables only', async () => {
    const scope = mintScope([a.tenantId]);
    await expect(withTenant(ingest, scope, (tx) => upsertSite(scope, tx, { tenantId: a.tenantId, id: randomUUID(), name: 'x', timeZone: 'UTC' }))).rejects.toThrow(/permission denied|42501/);
    await expect(withTenant(api, scope, (tx) => tx.caseFinding.create({ data: { tenantId: a.tenantId, caseId: randomUUID(), findingId: randomUUID(), joinedAt: new Date() } }))).rejects.toThrow(/permission denied|42501/);
    await expect(withTenant(api, scope, (tx) => tx.auditEntry.updateMany({ data: { payload: '{}' } }))).rejects.toThrow(/permission denied|42501/);
  });
});

describe('statements', () => {
  it('name the tenant themselves: a scope narrower than the transaction finds only its own', async () => {
    const both = mintScope([a.tenantId, b.tenantId]);
    const onlyA = mintScope([a.tenantId]);
    await withTenant(api, both, async (tx) => {
      expect((await listSites(onlyA, tx)).map((row) => row.tenantId)).toEqual([a.tenantId]);
      expect(await listSites(onlyA, tx, b.tenantId)).toEqual([]);
      expect((await listTenants(onlyA, tx)).map((row) => row.id)).toEqual([a.tenantId]);
      expect(new Set((await listInventory(onlyA, tx)).map((row) => row.tenantId))).toEqual(new Set([a.tenantId]));
      await expect(upsertTenant(onlyA, tx, { id: b.tenantId, slug: 'x', name: 'x', sector: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it('give numbers for Purdue levels', async () => {
    const scope = mintScope([a.tenantId]);
    expect((await withTenant(api, scope, (tx) => listAssets(scope, tx))).map((row) => row.purdueLevel).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('what authentication may see', () => {
  it('is the grants of the one subject that it names', async () => {
    expect((await listGrantsOfSubject(api, 'ana')).map((row) => row.role).sort()).toEqual(['analyst', 'lead']);
    expect(await listGrantsOfSubject(api, 'nobody')).toEqual([]);
  });

  it('is the one sensor whose key it was given', async () => {
    const hash = createHash('sha256').update(a.sensor.key).digest('hex');
    expect(await findSensorByKeyHash(ingest, hash)).toMatchObject({ id: a.sensor.id, tenantId: a.tenantId });
    expect(await findSensorByKeyHash(ingest, '0'.repeat(64))).toBeNull();
    expect(await findSensorByKeyHash(api, hash), 'another role has no such policy').toBeNull();
  });

  it('is the one sensor whose certificate it was shown, and a certificate is one sensor\'s across customers', async () => {
    const sha256 = 'ab'.repeat(32);
    const register = (of: typeof a) => withTenant(api, mintScope([of.tenantId]), (tx) => insertSensorCertificate(mintScope([of.tenantId]), tx, { tenantId: of.tenantId, sensorId: of.sensor.id, sha256 }));
    await register(a);
    await expect(register(b)).rejects.toMatchObject({ code: 'P2002' });
    expect(await findSensorByCertificate(ingest, sha256)).toMatchObject({ sensorId: a.sensor.id, tenantId: a.tenantId });
    expect(await findSensorByCertificate(ingest, 'cd'.repeat(32))).toBeNull();
    expect(await findSensorByCertificate(api, sha256), 'another role has no such policy').toBeNull();
  });

  it('is the directory of tenants for services alone', async () => {
    expect((await listTenantDirectory(ingest)).map((row) => row.id).sort()).toEqual([a.tenantId, b.tenantId].sort());
    expect(await listTenantDirectory(api)).toEqual([]);
  });
});

describe('the audit log', () => {
  it('chains each row to the one before, in one order under concurrency, and rolls back with its change', async () => {
    const scope = mintScope([a.tenantId, b.tenantId]);
    await Promise.all(Array.from({ length: 12 }, (_, n) => withTenant(api, scope, (tx) => appendAudit(tx, scope, n % 3 ? a.tenantId : b.tenantId, 'test.done', `thing:${n}`, { n }))));
    await expect(withTenant(api, scope, async (tx) => {
      await appendAudit(tx, scope, a.tenantId, 'test.undone', 'thing:x');
      throw new Error('no');
    })).rejects.toThrow('no');
    const rows = await withTenant(api, scope, (tx) => listAudit(scope, tx, a.tenantId));
    expect(rows.map((row) => Number(row.seq))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    let previous = '0'.repeat(64);
    for (const row of rows) {
      expect(row.prevHash).toBe(previous);
      expect(row.hash).toBe(createHash('sha256').update(`${previous}\n${row.payload}`).digest('hex'));
      expect(JSON.parse(row.payload)).toMatchObject({ tenant: a.tenantId, actor: { name: 'test-analyst' }, action: 'test.done' });
      previous = row.hash;
    }
    await expect(withTenant(api, scope, (tx) => appendAudit(tx, mintScope([a.tenantId]), b.tenantId, 'x', 'y'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
