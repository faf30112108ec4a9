import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClickHouseClient } from '@clickhouse/client';
import { expandEngineMacro, type EngineLayout } from './engine-macro.ts';
import { splitStatements } from './split-statements.ts';

export interface MigrateOptions {
  /** Default one node. */
  readonly layout?: EngineLayout;
  /** Folder of NNN_name.sql; default this package's. */
  readonly migrationsDir?: string;
}

const DATABASE = /^[A-Za-z_]\w{0,62}$/;
const FILE = /^(\d{3})_\w+\.sql$/;
const here = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Makes the database and applies the numbered files that it lacks, in order, recording each with its checksum. Every
 * statement is idempotent, so a crash half-way is repaired by the next call. Returns the names applied. Throws when
 * a file fails, when numbers are not 1, 2, 3 …, and when an applied file has been edited.
 */
export async function migrateClickHouse(client: ClickHouseClient, database: string, options: MigrateOptions = {}): Promise<string[]> {
  if (!DATABASE.test(database)) throw new Error(`database name ${database} must match ${DATABASE.source}`);
  const layout = options.layout ?? { kind: 'single' };
  const run = (query: string): Promise<unknown> => client.command({ query, http_headers: { 'X-ClickHouse-Database': database } });
  const onCluster = layout.kind === 'replicated' ? ` ON CLUSTER '${layout.cluster}'` : '';
  await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${database}${onCluster}`, http_headers: { 'X-ClickHouse-Database': 'default' } });
  await run(expandEngineMacro('CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String, checksum String, applied_at DateTime64(3)) ENGINE = {engine:Replacing(applied_at)} ORDER BY number', layout));
  const known = await appliedMigrations(client, database);
  const applied: string[] = [];
  for (const [index, name] of migrationFiles(options.migrationsDir ?? here).entries()) {
    if (Number(name.slice(0, 3)) !== index + 1) throw new Error(`migration ${name} should have number ${index + 1}`);
    const text = readFileSync(join(options.migrationsDir ?? here, name), 'utf8');
    const checksum = createHash('sha256').update(text).digest('hex');
    const before = known.get(name);
    if (before === checksum) continue;
    if (before !== undefined) throw new Error(`migration ${name} was edited after it had been applied: restore it and add a new one`);
    for (const statement of splitStatements(expandEngineMacro(text, layout))) {
      await run(statement).catch((error: unknown) => {
        throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      });
    }
    await run(`INSERT INTO migrations SELECT ${index + 1}, '${name}', '${checksum}', now64(3)`);
    applied.push(name);
  }
  return applied;
}

async function appliedMigrations(client: ClickHouseClient, database: string): Promise<Map<string, string>> {
  const answer = await client.query({ query: `SELECT name, checksum FROM ${database}.migrations FINAL`, format: 'JSONEachRow', http_headers: { 'X-ClickHouse-Database': 'default' } });
  const rows = await answer.json<{ name: string; checksum: string }>();
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function migrationFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => FILE.test(name)).sort();
}
