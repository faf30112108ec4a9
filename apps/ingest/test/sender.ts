import { serviceScope } from '@watchfloor/identity';
import { countEventsByClass, listEvents, listUnparsed, newFindings, type EventRecord } from '@watchfloor/clickhouse';
import type { Engines } from './engines.ts';
import type { RunningIngest } from './ingest-process.ts';
import type { Plant } from './plant.ts';

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a body as a plant's sensor. A connection that breaks answers with status 0. */
export async function send(ingest: RunningIngest, plant: Plant, body: string | Buffer, options: { readonly query?: string; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<Answer> {
  try {
    const response = await fetch(`${ingest.url}/v1/logs${options.query ?? ''}`, { method: 'POST', headers: { authorization: `Bearer ${plant.key}`, ...options.headers }, body: body as string });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: (await response.json()) as Record<string, unknown> };
  } catch {
    return { status: 0, retryAfter: null, body: {} };
  }
}

/** The counters that the plant's sensor sees of itself. */
export async function countersOf(ingest: RunningIngest, plant: Plant): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`${ingest.url}/v1/sensors/self/counters`, { headers: { authorization: `Bearer ${plant.key}` } });
  return (await response.json()) as Record<string, number>;
}

/** The counters once nothing of the sensor is under way: a receiver without an answer counts a line just after it is stored. */
export function settledCountersOf(ingest: RunningIngest, plant: Plant): Promise<Readonly<Record<string, number>>> {
  return eventually(async () => {
    const seen = await countersOf(ingest, plant);
    return seen['spooled'] === 0 && seen['waiting'] === 0 ? seen : undefined;
  });
}

const ALWAYS = { fromUs: 0, toUs: Date.UTC(2255, 0) * 1000 };

/** What the store holds of a plant: read with the plant's scope only. */
export function storeOf(engines: Engines, plant: Plant) {
  const scope = serviceScope('test', [plant.tenantId]);
  return {
    events: (): Promise<EventRecord[]> => listEvents(engines.client, scope, { ...ALWAYS, limit: 10_000 }),
    /** Exact number of events. */
    count: async (): Promise<number> => (await countEventsByClass(engines.client, scope, ALWAYS)).reduce((sum, row) => sum + row.events, 0),
    findings: () => newFindings(engines.client, scope, { sinceMs: 0 }),
    unparsed: () => listUnparsed(engines.client, scope, { fromMs: 0, toMs: Date.UTC(2255, 0), limit: 10_000 }),
  };
}

/** Waits until a look gives something else than undefined, looking again every 50 ms for at most `seconds`. */
export async function eventually<T>(look: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come');
}
