import { readFileSync } from 'node:fs';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Statement } from '@watchfloor/clickhouse';

export interface Measured {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Of the engine's whole process per search, from its clock of 10 ms; NaN where there is no /proc. */
  readonly cpuMs: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly answered: number;
}

const TICK_MS = 10;

/** Runs the statements in turn and gives the wall time and cost of one; rows and bytes are the mean of what the engine says it read. */
export async function measureSearch(client: ClickHouseClient, statements: readonly Statement[], pid: number | undefined): Promise<Measured> {
  const ms: number[] = [];
  const sum = { rows: 0, bytes: 0, answered: 0 };
  const before = cpuTicks(pid);
  for (const statement of statements) {
    const started = performance.now();
    // The copy may read more than a person's search is allowed to.
    const settings = { ...statement.clickhouse_settings, max_rows_to_read: '0', max_bytes_to_read: '0', max_execution_time: 600 };
    const answer = await (await client.query({ ...statement, clickhouse_settings: settings, format: 'JSON' })).json<unknown>();
    ms.push(performance.now() - started);
    sum.rows += answer.statistics?.rows_read ?? 0;
    sum.bytes += answer.statistics?.bytes_read ?? 0;
    sum.answered += answer.rows ?? 0;
  }
  const cpuMs = ((cpuTicks(pid) - before) * TICK_MS) / statements.length;
  const sorted = ms.sort((a, b) => a - b);
  const quantile = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
  const each = (total: number): number => Math.round(total / statements.length);
  return { p50Ms: quantile(0.5), p95Ms: quantile(0.95), cpuMs, rowsRead: each(sum.rows), bytesRead: each(sum.bytes), answered: each(sum.answered) };
}

function cpuTicks(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
