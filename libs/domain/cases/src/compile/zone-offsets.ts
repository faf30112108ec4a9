import type { OffsetSegment } from '../sla/compiled-calendar.ts';

const SAMPLE_MS = 6 * 3_600_000;
const known = new Map<string, OffsetSegment[]>();

/** Offset segments of a zone over [from, until), exact to the second, read from this process's time zone data. */
export function zoneOffsets(timeZone: string, from: number, until: number): OffsetSegment[] {
  const key = `${timeZone} ${from} ${until}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const offsetAt = offsetReader(timeZone);
  const segments: OffsetSegment[] = [{ at: from, offsetMs: offsetAt(from) }];
  let before = from;
  let offset = offsetAt(from);
  for (let at = from + SAMPLE_MS; before < until; at += SAMPLE_MS) {
    const here = Math.min(at, until);
    const found = offsetAt(here);
    if (found !== offset) {
      segments.push({ at: firstInstantAfter(offsetAt, before, here, offset), offsetMs: found });
      offset = found;
    }
    before = here;
  }
  if (known.size > 500) known.clear();
  known.set(key, segments);
  return segments;
}

function firstInstantAfter(offsetAt: (at: number) => number, before: number, after: number, offset: number): number {
  let low = Math.floor(before / 1000);
  let high = Math.ceil(after / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000) === offset) low = middle;
    else high = middle;
  }
  return high * 1000;
}

/** Reads what `at` is on the wall clock of the zone and returns the difference to UTC in ms. */
function offsetReader(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  return (at) => {
    const whole = Math.floor(at / 1000) * 1000;
    const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = (format.format(new Date(whole)).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
  };
}
