import type { OffsetSegment } from '../sla/compiled-calendar.ts';
import { zoneOffsetAt } from './zone-offset-at.ts';

/** No zone changes its offset twice within this time. */
const SAMPLE_MS = 12 * 3_600_000;
const REMEMBERED_ZONES = 500;
const remembered = new Map<string, readonly OffsetSegment[]>();

/** Offset segments of a zone over [from, until), exact to the second, read from this process's time zone data. */
export function zoneOffsets(timeZone: string, from: number, until: number): readonly OffsetSegment[] {
  const key = `${timeZone} ${from} ${until}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED_ZONES) remembered.clear();
  const segments = findSegments(timeZone, from, until);
  remembered.set(key, segments);
  return segments;
}

function findSegments(timeZone: string, from: number, until: number): OffsetSegment[] {
  const segments: OffsetSegment[] = [{ at: from, offsetMs: zoneOffsetAt(timeZone, from) }];
  let offset = zoneOffsetAt(timeZone, from);
  for (let before = from; before < until; before += SAMPLE_MS) {
    const after = Math.min(before + SAMPLE_MS, until);
    const found = zoneOffsetAt(timeZone, after);
    if (found === offset) continue;
    segments.push({ at: firstInstantWithout(timeZone, offset, before, after), offsetMs: found });
    offset = found;
  }
  return segments;
}

/** The first whole second in (before, after] at which the zone no longer has the offset. */
function firstInstantWithout(timeZone: string, offset: number, before: number, after: number): number {
  let low = Math.floor(before / 1000);
  let high = Math.ceil(after / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffsetAt(timeZone, middle * 1000) === offset) low = middle;
    else high = middle;
  }
  return high * 1000;
}
