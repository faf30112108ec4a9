import { CASE_SEVERITIES, Refused, type CaseSeverity } from '@watchfloor/core';

/** One row of a ledger file as `computeClocks` reads it; other fields are ignored. */
export interface LedgerFileRow {
  readonly type: string;
  /** When it counts, epoch ms. */
  readonly at: number;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where it stood, for messages: 'row 3'. */
  readonly place: string;
}

const BACKDATE_MS = 15 * 60_000;

/**
 * Reads a ledger file: a JSON array or NDJSON of `{type, at, …}`, fields beside `type` or under `data`. Times are epoch ms or
 * ISO 8601 with an offset. Instead of `at` a row may give `receivedAt` and `processedAt`. Throws Refused INVALID_INPUT with
 * every problem at once.
 */
export function readLedgerFile(text: string): LedgerFileRow[] {
  const problems: string[] = [];
  const rows = splitRows(text).flatMap((value, index) => {
    try {
      return [readRow(value, `row ${index + 1}`)];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) throw new Refused('INVALID_INPUT', `the ledger has ${problems.length} unreadable rows:\n${problems.join('\n')}`);
  return rows;
}

function splitRows(text: string): unknown[] {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return [];
  try {
    const whole: unknown = JSON.parse(trimmed);
    if (Array.isArray(whole)) return whole as unknown[];
    const nested = isRecord(whole) ? (whole['ledger'] ?? whole['events']) : undefined;
    return Array.isArray(nested) ? (nested as unknown[]) : [whole];
  } catch {
    return trimmed.split(/\r?\n/).flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]));
  }
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Refused('INVALID_INPUT', `line ${number} of the ledger is not JSON`);
  }
}

function readRow(value: unknown, place: string): LedgerFileRow {
  if (!isRecord(value) || typeof value['type'] !== 'string') throw new Refused('INVALID_INPUT', `${place}: must be an object with a type`);
  const fields = { ...value, ...(isRecord(value['data']) ? value['data'] : {}) };
  return { type: value['type'], at: timeOf(value, place), fields, place };
}

function timeOf(row: Readonly<Record<string, unknown>>, place: string): number {
  const at = row['at'] ?? row['time'];
  if (at !== undefined) return instantOf(at, `${place}: at`);
  if (row['receivedAt'] === undefined) throw new Refused('INVALID_INPUT', `${place}: needs at`);
  const received = instantOf(row['receivedAt'], `${place}: receivedAt`);
  const processed = instantOf(row['processedAt'] ?? row['recordedAt'] ?? row['receivedAt'], `${place}: processedAt`);
  return Math.min(processed, Math.max(received, processed - BACKDATE_MS));
}

/** An instant given as epoch ms or as ISO 8601 with an offset. Throws Refused INVALID_INPUT naming `what`. */
export function instantOf(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const withOffset = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(value);
  const at = withOffset ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw new Refused('INVALID_INPUT', `${what}: must be epoch milliseconds or an ISO 8601 time with an offset (2026-06-02T11:30:00+02:00 or …Z)`);
  return at;
}

/** The severity of a row. Throws Refused INVALID_INPUT when it has none. */
export function severityOf(row: LedgerFileRow): CaseSeverity {
  const text = String(row.fields['severity'] ?? row.fields['to'] ?? '').toLowerCase();
  const severity = CASE_SEVERITIES.find((it) => it === text);
  if (severity === undefined) throw new Refused('INVALID_INPUT', `${row.place}: severity must be one of ${CASE_SEVERITIES.join(', ')}`);
  return severity;
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
