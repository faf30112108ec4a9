export interface Bar {
  readonly startMs: number;
  readonly events: number;
}

/** One bar per interval of the window [from, to), empty ones too; intervals begin at multiples of their length. */
export function barsOf(buckets: readonly { readonly start: string; readonly events: number }[], intervalSeconds: number, fromMs: number, toMs: number): Bar[] {
  const length = intervalSeconds * 1_000;
  const counts = new Map(buckets.map(({ start, events }) => [Date.parse(start), events]));
  const bars: Bar[] = [];
  for (let startMs = Math.floor(fromMs / length) * length; startMs < toMs && bars.length < 1_000; startMs += length) bars.push({ startMs, events: counts.get(startMs) ?? 0 });
  return bars;
}
