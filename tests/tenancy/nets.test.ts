import { closePostgres, connectPostgres, listSites, withTenant, type Postgres, type TenantTransaction } from '@watchfloor/postgres';
import { mintScope } from '@watchfloor/testing-env';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { marksIn, seedTwoCustomers, type TwoCustomers } from './two-customers.ts';

let both: TwoCustomers;
let admin: pg.Client;
let api: Postgres;
let tables: string[];
beforeAll(async () => {
  both = await seedTwoCustomers();
  admin = new pg.Client({ connectionString: both.stage.env.postgres.adminUrl });
  await admin.connect();
  api = connectPostgres(both.stage.env.postgres.urls.wf_api, 1);
  const { rows } = await admin.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1");
  tables = rows.map((row) => row.name);
}, 300_000);
afterAll(async () => {
  await admin?.end();
  if (api) await closePostgres(api);
  await both?.stop();
});

/** Rows of B that a statement without any predicate sees in a transaction of A. */
const rowsOfB = async (table: string): Promise<number> => {
  const key = table === 'tenants' ? 'id' : 'tenant_id';
  const count = (tx: TenantTransaction) => tx.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table} WHERE ${key} = '${both.b.ids.tenantId}'`);
  return (await withTenant(api, mintScope([both.a.ids.tenantId]), count))[0]?.n ?? 0;
};
/** With one net changed, and put back whatever happens. */
async function without<T>(change: string, back: string, probe: () => Promise<T>): Promise<T> {
  await admin.query(change);
  try {
    return await probe();
  } finally {
    await admin.query(back);
  }
}
const unprotected = <T>(table: string, probe: () => Promise<T>): Promise<T> => without(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, probe);
const everywhere = async (): Promise<Record<string, number>> => Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await rowsOfB(table)] as const)));

describe('the net of the engine (row-level security)', () => {
  it('is forced on every table, by a policy that names the tenant', async () => {
    const { rows } = await admin.query<{ name: string }>(`
      SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant' AND p.polcmd = '*' AND pg_get_expr(p.polqual, p.polrelid) LIKE '%app_tenants()%' AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%app_tenants()%'))`);
    expect(rows).toEqual([]);
  });

  it('alone hides B from a statement that forgets the tenant, in every table', async () => {
    expect(Object.values(await everywhere()).every((count) => count === 0)).toBe(true);
  });

  it('dropped on any one table, is missed by that probe: B has rows in each', { timeout: 120_000 }, async () => {
    for (const table of tables) {
      expect([table, (await unprotected(table, () => rowsOfB(table))) > 0]).toEqual([table, true]);
    }
    expect(Object.values(await everywhere()).every((count) => count === 0)).toBe(true);
  });

  it('with a policy that lets everything through on any one table, is missed too', { timeout: 120_000 }, async () => {
    for (const table of tables) {
      const seen = await without(`CREATE POLICY leak ON ${table} FOR SELECT USING (true)`, `DROP POLICY leak ON ${table}`, () => rowsOfB(table));
      expect([table, seen > 0]).toEqual([table, true]);
    }
  });
});

describe('the net of the statement (its own predicate)', () => {
  const sites = async (): Promise<unknown> => withTenant(api, mintScope([both.a.ids.tenantId]), (tx) => listSites(mintScope([both.a.ids.tenantId]), tx));

  it('alone hides B when the engine lets everything through', async () => {
    expect(marksIn(both.b, await unprotected('sites', sites))).toEqual([]);
  });

  it('stripped, is missed by that probe', async () => {
    const stripped = await unprotected('sites', () => withTenant(api, mintScope([both.a.ids.tenantId]), (tx) => tx.site.findMany()));
    expect(marksIn(both.b, stripped).length).toBeGreaterThan(0);
  });
});

describe('the net of the type (who makes a scope)', () => {
  const QUERY = { query: '{ sites { siteId } tenants { tenantId } }' };
  const tenantsOf = (...names: ('a' | 'b')[]) => ({ tenants: Object.fromEntries(names.map((name) => [name, { id: both[name].ids.tenantId }])) });

  it('lets a token that claims B see nothing of B without a grant, nor a grant at B without the claim', async () => {
    const claimed = await both.stage.post(`Bearer ${await both.stage.token('lena', tenantsOf('a', 'b'))}`, QUERY);
    expect([claimed.status, marksIn(both.b, claimed)]).toEqual([200, []]);
    const granted = await both.stage.post(`Bearer ${await both.stage.token('leo', tenantsOf('a'))}`, QUERY);
    expect([granted.status, marksIn(both.b, granted)]).toEqual([200, []]);
  });

  it('stripped of either half, is missed by that probe: with claim and grant B is there', async () => {
    const whole = await both.stage.post(`Bearer ${await both.stage.token('leo', tenantsOf('a', 'b'))}`, QUERY);
    expect(marksIn(both.b, whole).length).toBeGreaterThan(0);
    await admin.query("INSERT INTO user_grants (tenant_id, subject, username, display_name, email, role) VALUES ($1, 'lena', 'lena', 'Lena', 'l@example.test', 'lead')", [both.b.ids.tenantId]);
    const given = await both.stage.post(`Bearer ${await both.stage.token('lena', tenantsOf('a', 'b'))}`, QUERY);
    await admin.query("DELETE FROM user_grants WHERE subject = 'lena' AND tenant_id = $1", [both.b.ids.tenantId]);
    expect(marksIn(both.b, given).length).toBeGreaterThan(0);
  });
});
