import { expect } from 'vitest';
import type { Engines } from '../../apps/ingest/test/engines.ts';
import type { RunningIngest } from '../../apps/ingest/test/ingest-process.ts';
import { connLine, type Plant } from '../../apps/ingest/test/plant.ts';
import { eventually, settledCountersOf, storeOf } from '../../apps/ingest/test/sender.ts';

type Counts = Readonly<Record<string, number>>;

/** Lines of a Zeek conn log from number `from`, each with what a relay may be tempted to change. */
export function sentLines(from: number, count: number): string[] {
  const traps = ['ümlaut 測試 😀', '] "quoted" \\ back', '100 %msg% %41 $HOST ${MSG}', '<13>1 - - -', '  blanks  ', '\\u0000\\n\\t', `long ${'x'.repeat(1_500)}`];
  return Array.from({ length: count }, (_, at) => connLine(from + at).replace('"uid"', `"note":${JSON.stringify(traps[at % traps.length])},"uid"`));
}

/** What of a stored raw line the sender was given: the JSON document after the header that the sender wrote. */
const lineIn = (raw: string): string => raw.slice(raw.indexOf('{'));

/**
 * Waits until a plant's store holds as many lines as were sent, and asserts that they are these, each once. Gives the stored raw lines.
 * `lost` are lines that no longer were the sender's when the connection ended: each may be there once or not at all. `again` are lines that
 * the sender may have sent twice, because it could not know.
 */
export async function expectStored(engines: Engines, plant: Plant, sent: readonly string[], { lost = [], again = [] }: { readonly lost?: readonly string[]; readonly again?: readonly string[] } = {}): Promise<string[]> {
  const store = storeOf(engines, plant);
  await eventually(async () => {
    if ((await store.count()) < sent.length) return undefined;
    // A line that came twice must not stand for one that is still to come.
    const come = new Set((await store.events()).map((event) => lineIn(event.raw)));
    return sent.every((line) => come.has(line)) || undefined;
  }, 40).catch(() => undefined);
  const raws = (await store.events()).map((event) => event.raw);
  const unparsed = (await store.unparsed()).map((line) => line.raw);
  const times = (line: string): number => raws.filter((raw) => lineIn(raw) === line).length;
  const there = [...lost.filter((line) => times(line) > 0), ...again.filter((line) => times(line) > 1)];
  expect(difference([...sent, ...there], [...raws, ...unparsed].map(lineIn))).toEqual({ missing: [], extra: [] });
  expect([raws.length, unparsed]).toEqual([sent.length + there.length, []]);
  expect(raws.filter((raw) => raw.includes(plant.key))).toEqual([]);
  return raws;
}

/** Waits until nothing of a sensor is under way, asserts that its counters add up, and gives them. */
export async function settledCounters(ingest: RunningIngest, plant: Plant): Promise<Counts> {
  const counters = await settledCountersOf(ingest, plant);
  expect(sumOf(counters)).toBe(counters['received']);
  return counters;
}

/** What one list has and the other has not, each as often as it stands there; a few of them, to be read. */
function difference(sent: readonly string[], stored: readonly string[]): { readonly missing: string[]; readonly extra: string[] } {
  const open = new Map<string, number>();
  for (const line of sent) open.set(line, (open.get(line) ?? 0) + 1);
  for (const line of stored) open.set(line, (open.get(line) ?? 0) - 1);
  const those = (sign: number): string[] => {
    const lines = [...open].filter(([, count]) => count * sign > 0).map(([line]) => line.slice(0, 200));
    return lines.length > 3 ? [`${lines.length} lines`, ...lines.slice(0, 3)] : lines;
  };
  return { missing: those(1), extra: those(-1) };
}

function sumOf(counters: Counts): number {
  return ['stored', 'unparsed', 'ignored', 'duplicate', 'refused', 'dropped', 'spooled'].reduce((sum, outcome) => sum + (counters[outcome] ?? 0), 0);
}
