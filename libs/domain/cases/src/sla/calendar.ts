import type { CompiledCalendar } from './compiled-calendar.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface OpenWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * Open windows [from, to) in epoch ms, ascending, within [from, until). An instant is open when its local wall clock lies in
 * an interval of its local date: an hour that the clocks repeat is there twice, one that they skip not at all.
 */
export function* openWindows(calendar: CompiledCalendar, from: number, until: number): Generator<OpenWindow> {
  if (calendar.always) {
    if (from < until) yield { from, to: until };
    return;
  }
  for (let index = 0; index < calendar.offsets.length; index++) {
    const segment = calendar.offsets[index];
    if (segment === undefined) continue;
    const begin = index === 0 ? from : Math.max(from, segment.at);
    const end = Math.min(until, calendar.offsets[index + 1]?.at ?? until);
    if (begin < end) yield* windowsAtOffset(calendar, segment.offsetMs, begin, end);
  }
}

/** True when the instant (epoch ms) is business time. */
export function isOpen(calendar: CompiledCalendar, at: number): boolean {
  return !openWindows(calendar, at, at + 1).next().done;
}

function* windowsAtOffset(calendar: CompiledCalendar, offsetMs: number, begin: number, end: number): Generator<OpenWindow> {
  for (let day = Math.floor((begin + offsetMs) / DAY_MS); day * DAY_MS - offsetMs < end; day++) {
    const midnight = day * DAY_MS - offsetMs;
    for (const [open, close] of calendar.exceptions[day] ?? calendar.weekly[isoWeekday(day)] ?? []) {
      const from = Math.max(begin, midnight + open * MINUTE_MS);
      const to = Math.min(end, midnight + close * MINUTE_MS);
      if (from < to) yield { from, to };
    }
  }
}

/** Days since 1970-01-01 (a Thursday) → ISO weekday 1 (Monday) … 7. */
function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
