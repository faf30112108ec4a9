import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, provisionPostgres, SERVICE_ROLES, startPostgres, type RunningPostgres, type ServiceRole } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'wf-pg-')); // mode 0700: as root the server's user could not pass it
const dataDir = join(folder, 'postgres');
const passwords = Object.fromEntries(SERVICE_ROLES.map((role) => [role, `p@:/?#% ${role}`])) as Record<ServiceRole, string>;

describe('local PostgreSQL', () => {
  let server: RunningPostgres;
  const query = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  beforeAll(async () => {
    server = await startPostgres({ dataDir, port: await freePort() });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('provisions database, roles and migrations, once', async () => {
    const first = await provisionPostgres(server.url, { passwords });
    expect(first.applied[0]).toBe('0001_init');
    const [again, other] = await Promise.all([provisionPostgres(server.url, { passwords }), provisionPostgres(server.url, { passwords })]);
    expect([again.applied, other.applied]).toEqual([[], []]);
    for (const role of SERVICE_ROLES) {
      expect(await query(first.urls[role], 'SELECT current_user AS name, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user')).toEqual([{ name: role, rolsuper: false, rolbypassrls: false }]);
      await expect(query(first.urls[role], 'CREATE TABLE mine (a int)')).rejects.toThrow(/permission denied/);
    }
    await expect(query(first.urls.wf_detect, "INSERT INTO tenants VALUES (gen_random_uuid(), 'x-x', 'x', 'x')")).rejects.toThrow(/permission denied/);
    expect(await query(first.adminUrl, "SELECT count(*)::int AS open FROM pg_tables t JOIN pg_class c ON c.relname = t.tablename WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' AND NOT (relrowsecurity AND relforcerowsecurity)")).toEqual([{ open: 0 }]);
  });

  it('refuses a migration that was edited after it had been applied, and applies a broken one not at all', async () => {
    const migrations = join(folder, 'migrations');
    cpSync(fileURLToPath(new URL('../../../prisma/migrations', import.meta.url)), migrations, { recursive: true });
    cpSync(join(migrations, '0001_init'), join(migrations, '9999_broken'), { recursive: true });
    writeFileSync(join(migrations, '9999_broken', 'migration.sql'), 'CREATE TABLE half (a int); SELECT nonsense;');
    await expect(provisionPostgres(server.url, { passwords, migrationsDir: migrations })).rejects.toThrow(/9999_broken failed/);
    const { adminUrl } = await provisionPostgres(server.url, { passwords });
    expect(await query(adminUrl, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
    writeFileSync(join(migrations, '0001_init', 'migration.sql'), 'SELECT 1;');
    await expect(provisionPostgres(server.url, { passwords, migrationsDir: migrations })).rejects.toThrow(/0001_init was edited/);
  });

  it('refuses a second server on its cluster', async () => {
    await expect(startPostgres({ dataDir, port: await freePort() })).rejects.toThrow(/another PostgreSQL \(process \d+\) already runs/);
  });

  it('recovers what was committed after kill -9, behind a stale lock', async () => {
    const { adminUrl } = await provisionPostgres(server.url, { passwords });
    await query(adminUrl, "INSERT INTO tenants (id, slug, name, sector) VALUES (gen_random_uuid(), 'kept', 'Kept', 'water')");
    process.kill(server.pid ?? 0, 'SIGKILL');
    await server.ended;
    const port = await freePort();
    for (;;) {
      // The children of a killed server need a moment to notice; until then the shared memory is still theirs.
      try {
        server = await startPostgres({ dataDir, port });
        break;
      } catch (error) {
        if (!String(error).includes('shared memory')) throw error;
        await sleep(100);
      }
    }
    const { adminUrl: after } = await provisionPostgres(server.url, { passwords });
    expect(await query(after, 'SELECT slug FROM tenants')).toEqual([{ slug: 'kept' }]);
  });

  it('ends with the process that started it, also when that is killed', async () => {
    const other = join(folder, 'leashed');
    const script = `import { startPostgres, freePort } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)};
      const server = await startPostgres({ dataDir: ${JSON.stringify(other)}, port: await freePort(), fast: true });
      console.log(server.pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))));
    expect(pid).toBeGreaterThan(0);
    parent.kill('SIGKILL');
    while (exists(pid)) await sleep(50);
  });
});

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
