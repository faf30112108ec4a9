export interface LocalParts {
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const DAY_MS = 86_400_000;

/** The instant (ms) of a wall-clock time in a zone. A skipped time is read with the offset before the gap, a repeated one as its first pass. */
export function zonedTime(parts: LocalParts & { readonly year: number }, timeZone: string): number {
  const asUtc = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  const candidates = [offsetAt(timeZone, asUtc - DAY_MS), offsetAt(timeZone, asUtc + DAY_MS)].map((offset) => asUtc - offset);
  const exact = candidates.filter((instant) => instant + offsetAt(timeZone, instant) === asUtc);
  return exact.length > 0 ? Math.min(...exact) : (candidates[0] ?? asUtc);
}

/** The instant of a wall-clock time that names no year (RFC 3164): in the year that puts it nearest to now. 29 February goes to the nearest leap year. */
export function nearestYearTime(parts: LocalParts, timeZone: string, nowMs: number): number {
  const year = new Date(nowMs).getUTCFullYear();
  const years = parts.month === 2 && parts.day === 29 ? [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((n) => year + n).filter(isLeap) : [year - 1, year, year + 1];
  const instants = years.map((candidate) => zonedTime({ ...parts, year: candidate }, timeZone));
  return instants.reduce((best, instant) => (Math.abs(instant - nowMs) < Math.abs(best - nowMs) ? instant : best));
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Offset of a zone (ms east of UTC) at an instant. */
function offsetAt(timeZone: string, instant: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    formats.set(timeZone, format);
  }
  const read: Record<string, number> = {};
  for (const part of format.formatToParts(instant)) read[part.type] = Number(part.value);
  const local = Date.UTC(read['year'] ?? 1970, (read['month'] ?? 1) - 1, read['day'] ?? 1, read['hour'] ?? 0, read['minute'] ?? 0, read['second'] ?? 0);
  return local - Math.floor(instant / 1000) * 1000;
}
