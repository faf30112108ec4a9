import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectClickHouse, migrateClickHouse } from '@watchfloor/clickhouse';
import { serviceScope } from '@watchfloor/identity';
import { freePort, startClickHouse } from '@watchfloor/infra-local';
import type { Bench, BenchResult } from './bench.ts';
import { measureSearch, type Measured } from './search/measure-search.ts';
import { namedSearches } from './search/named-searches.ts';
import { storedBytes, type StoredBytes } from './search/stored-bytes.ts';
import { benchTenant, DAYS, syntheticInsert, TENANTS } from './search/synthetic-events.ts';

const ROWS = 20_000_000;
const CHUNK = 250_000;
const RUNS = 10;
/** An external address of the synthetic events that few of them have. */
const ADDRESS = '95.101.26.5';
/** The copy that the layout is compared with: the same columns in order of time, without codecs and skip indexes of ours. */
const PLAIN = `CREATE TABLE plain.events AS ours.events ENGINE = ReplacingMergeTree(kept) PARTITION BY toYYYYMM(time) ORDER BY (time, event_id)`;

interface Pair {
  readonly name: string;
  readonly ours: Measured;
  readonly plain: Measured;
}

const scopeOf = (tenants: readonly string[]): ReturnType<typeof serviceScope> => serviceScope('bench', tenants);

function resultOf(rows: number, pairs: readonly Pair[], stored: StoredBytes, plain: StoredBytes): BenchResult {
  const ms = (value: number): string => value.toFixed(0);
  const mb = (value: number): string => (value / 1e6).toFixed(1);
  const column = stored.columns.slice(0, 6).map((one) => `${one.column} ${one.bytesPerEvent.toFixed(1)}`).join(', ');
  return {
    conditions: [
      `${rows} synthetic events of ${TENANTS} tenants over ${DAYS} days, the largest with 27 %; each search ${RUNS} times, over five tenants by turns, warm, one at a time`,
      'plain: the same rows ordered by (time, event_id), without skip indexes; the same statements',
      `on disk, bytes per event: ${stored.totalPerEvent.toFixed(1)} (plain ${plain.totalPerEvent.toFixed(1)}; ${column}); by class: ${stored.classes.map((one) => `${one.classUid} ${one.bytesPerEvent.toFixed(0)}`).join(', ')} (text by length, the rest equally)`,
    ],
    columns: ['search', 'p50 ms', 'p95 ms', 'CPU-ms', 'rows read', 'MB read', 'plain: p50', 'p95', 'CPU-ms', 'rows read', 'MB read', 'CPU plain / ours'],
    rows: pairs.map(({ name, ours, plain: other }) => [
      name, ms(ours.p50Ms), ms(ours.p95Ms), ms(ours.cpuMs), String(ours.rowsRead), mb(ours.bytesRead),
      ms(other.p50Ms), ms(other.p95Ms), ms(other.cpuMs), String(other.rowsRead), mb(other.bytesRead), (other.cpuMs / ours.cpuMs).toFixed(1),
    ]),
    data: { rows, searches: pairs, stored, plainStored: plain },
  };
}

export const bench: Bench = {
  about: 'ten searches of an analyst over 20 million events (--events N), against the same without tenant order and indexes',
  async run(say, abort, options) {
    const rows = Math.round(options.events ?? ROWS);
    const folder = mkdtempSync(join(tmpdir(), 'watchfloor-search-'));
    let engine: Awaited<ReturnType<typeof startClickHouse>> | undefined;
    const clients: ReturnType<typeof connectClickHouse>[] = [];
    try {
      engine = await startClickHouse({ dataDir: folder, port: await freePort() });
      const { url, pid } = engine;
      const connect = (database: string): ReturnType<typeof connectClickHouse> => {
        const client = connectClickHouse({ url, database, requestTimeoutMs: 590_000 });
        clients.push(client);
        return client;
      };
      const admin = connect('default');
      await migrateClickHouse(admin, 'ours');
      const [ours, plain] = [connect('ours'), connect('plain')];
      await admin.command({ query: 'CREATE DATABASE plain' });
      await admin.command({ query: PLAIN });
      const indexes = await (await ours.query({ query: "SELECT name FROM system.data_skipping_indices WHERE database = 'plain'", format: 'JSONEachRow' })).json<{ name: string }>();
      for (const { name } of indexes) await plain.command({ query: `ALTER TABLE events DROP INDEX ${name}` });
      // Roll-ups of addresses are not searched here and would take most of the time to fill.
      for (const view of ['asset_observations_mv', 'conversations_mv', 'sensor_activity_events_mv', 'event_minutes_mv']) await ours.command({ query: `DROP VIEW ${view}` });

      const endSeconds = Math.floor(Date.now() / 1000);
      const settings = { throw_on_max_partitions_per_insert_block: 0, max_execution_time: 590 } as const;
      for (let first = 0; first < rows; first += CHUNK) {
        abort.throwIfAborted();
        const count = Math.min(CHUNK, rows - first);
        await ours.command({ query: syntheticInsert('events', first, count, rows, endSeconds), clickhouse_settings: settings });
        await plain.command({ query: syntheticInsert('events', first, count, rows, endSeconds), clickhouse_settings: settings });
        say(`${first + count} of ${rows} events`);
      }
      for (const client of [ours, plain]) await client.command({ query: 'SYSTEM STOP MERGES' });
      const all = scopeOf(Array.from({ length: TENANTS }, (_, n) => benchTenant(n)));
      const tenants = [0, 1, 5, 20, 49].map(benchTenant);
      const pairs: Pair[] = [];
      for (const search of namedSearches(endSeconds * 1_000_000, ADDRESS)) {
        abort.throwIfAborted();
        const statements = Array.from({ length: RUNS }, (_, n) => tenants[n % tenants.length] ?? '').map((tenant) => search.statement(scopeOf([tenant]), all, tenant));
        for (const client of [ours, plain]) await measureSearch(client, statements.slice(0, tenants.length), pid);
        pairs.push({ name: search.name, ours: await measureSearch(ours, statements, pid), plain: await measureSearch(plain, statements, pid) });
        const [last] = pairs.slice(-1);
        if (last && last.ours.answered !== last.plain.answered) throw new Error(`${search.name}: ${last.ours.answered} rows answered, ${last.plain.answered} by the copy`);
        say(`${search.name}: ${last?.ours.answered ?? 0} rows`);
      }
      return resultOf(rows, pairs, await storedBytes(ours, 'ours'), await storedBytes(plain, 'plain'));
    } finally {
      for (const client of clients) await client.close();
      await engine?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
