import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandEngineMacro, migrateClickHouse } from '../src/index.ts';
import { splitStatements } from '../src/split-statements.ts';
import { startStore, type TestStore } from './engine.ts';

const migrations = fileURLToPath(new URL('../src/migrations', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wf-migrations-'));
const CLUSTER = { kind: 'replicated', cluster: 'main' } as const;

describe('migrating ClickHouse', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await startStore();
  });
  afterAll(async () => {
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('applies each file once, in order', async () => {
    expect(await migrateClickHouse(store.admin, store.database)).toEqual([]);
    const fresh = `${store.database}_fresh`;
    expect(await migrateClickHouse(store.admin, fresh)).toEqual(readdirSync(migrations).sort());
    await store.admin.command({ query: `DROP DATABASE ${fresh}` });
  });

  it('refuses an edited file and a gap in the numbers', async () => {
    cpSync(migrations, folder, { recursive: true });
    writeFileSync(join(folder, '001_events.sql'), `${readFileSync(join(folder, '001_events.sql'), 'utf8')}\n-- edited`);
    await expect(migrateClickHouse(store.admin, store.database, { migrationsDir: folder })).rejects.toThrow(/001_events.sql was edited/);
    rmSync(join(folder, '001_events.sql'));
    await expect(migrateClickHouse(store.admin, store.database, { migrationsDir: folder })).rejects.toThrow(/002_unparsed.sql should have number 1/);
  });

  it('writes DDL for a cluster that the engine can parse, replicated and on each node', async () => {
    for (const name of readdirSync(migrations)) {
      for (const statement of splitStatements(expandEngineMacro(readFileSync(join(migrations, name), 'utf8'), CLUSTER))) {
        expect(statement).toMatch(/^(CREATE|ALTER|DROP)[\s\S]*? ON CLUSTER 'main'/);
        if (/^CREATE TABLE/.test(statement)) expect(statement).toMatch(/ENGINE = Replicated\w+MergeTree\('/);
        const tree = await (await store.admin.query({ query: `EXPLAIN AST ${statement}`, format: 'TabSeparated' })).text();
        expect(tree).toContain('Query');
      }
    }
  });

  it('knows its engines, and leaves macros out of none', () => {
    expect(expandEngineMacro('ENGINE = {engine:Replacing(v)}', { kind: 'single' })).toBe('ENGINE = ReplacingMergeTree(v)');
    expect(expandEngineMacro('ENGINE = {engine:Merge()}', { kind: 'single' })).toBe('ENGINE = MergeTree');
    expect(expandEngineMacro('ENGINE = {engine:Replacing(v)}', CLUSTER)).toBe("ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', v)");
    expect(() => expandEngineMacro('{engine:Nope()}', { kind: 'single' })).toThrow(/unknown engine macro/);
  });

  it('splits at statement ends only', () => {
    expect(splitStatements("SELECT ';', '\\';', `a;b` -- c; d\n/* e; */; ;\nSELECT 2 - 1 / 1")).toEqual(["SELECT ';', '\\';', `a;b`", 'SELECT 2 - 1 / 1']);
  });
});
