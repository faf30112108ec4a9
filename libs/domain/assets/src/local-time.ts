/** A moment on a site's wall clock. */
export interface LocalTime {
  /** ISO weekday, 1 = Monday. */
  readonly weekday: number;
  /** Minute of the local day, 0–1439. */
  readonly minute: number;
  /** 'Sun 2026-11-22 03:27:14 +01:00'. */
  readonly text: string;
}

const MINUTE = 60_000;
const REMEMBERED = 1_024;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

interface ZoneClock {
  readonly format: Intl.DateTimeFormat;
  /** UTC minute → offset in ms. Zones change their offset at whole minutes only. */
  readonly offsets: Map<number, number>;
}

const clocks = new Map<string, ZoneClock>();

/** Offset of a zone's wall clock from UTC in ms at an instant (ms). Throws RangeError for an unknown zone. */
function offsetAt(timeZone: string, atMs: number): number {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    clocks.set(timeZone, (clock = { format, offsets: new Map() }));
  }
  const minute = Math.floor(atMs / MINUTE);
  const known = clock.offsets.get(minute);
  if (known !== undefined) return known;
  const part: Record<string, number> = {};
  for (const { type, value } of clock.format.formatToParts(minute * MINUTE)) part[type] = Number(value);
  const wall = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
  const offset = wall - minute * MINUTE;
  if (clock.offsets.size >= REMEMBERED) clock.offsets.clear();
  clock.offsets.set(minute, offset);
  return offset;
}

/** The wall clock of a zone at an instant (ms since the epoch). Throws RangeError for an unknown zone. */
export function localTimeAt(timeZone: string, atMs: number): LocalTime {
  const offset = offsetAt(timeZone, atMs);
  const wall = new Date(atMs + offset);
  const weekday = wall.getUTCDay() || 7;
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  const text = `${WEEKDAYS[weekday - 1]} ${wall.toISOString().slice(0, 19).replace('T', ' ')} ${offsetText(offset)}`;
  return { weekday, minute, text };
}

/** Weekday and minute only: what a change-window test needs, without building text. */
export function localMinuteAt(timeZone: string, atMs: number): { weekday: number; minute: number } {
  const wall = atMs + offsetAt(timeZone, atMs);
  const days = Math.floor(wall / (1_440 * MINUTE));
  // 1 January 1970 was a Thursday (4).
  return { weekday: ((((days + 3) % 7) + 7) % 7) + 1, minute: Math.floor(wall / MINUTE) - days * 1_440 };
}

function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE);
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
