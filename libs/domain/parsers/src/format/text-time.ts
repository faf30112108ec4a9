import type { SourceContext } from '../contract.ts';
import type { RecordTime } from '../reading/assemble.ts';
import type { Fields } from '../reading/fields.ts';
import { usOfIso, usOfSecondsText } from '../reading/source-time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const BSD = /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2})(?:,? (\d{4}))? (\d\d:\d\d:\d\d(?:\.\d{1,12})?)(?: (UTC|GMT|Z|[+-]\d\d:?\d\d))?$/;
const DAY_FIRST = /^(\d{1,2})[ /-](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ /-](\d{4})[ :](\d\d:\d\d:\d\d(?:\.\d{1,12})?)(?: ?(UTC|GMT|Z|[+-]\d\d:?\d\d))?$/;
const SLASHES = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,12})?)$/;

function iso(year: number | string, month: string, day: string, clock: string, zone = ''): string {
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return `${String(year)}-${number}-${day.padStart(2, '0')}T${clock}${/^(?:UTC|GMT)$/.test(zone) ? 'Z' : zone}`;
}

/** Microseconds of a time without a year: in the year that puts it nearest to now (SEMANTICS §1); 29 February goes to the nearest leap year. */
function nearestYear(month: string, day: string, clock: string, zone: string | undefined, { now, timeZone }: SourceContext): number | undefined {
  const year = new Date(now).getUTCFullYear();
  const leap = month === 'Feb' && Number(day) === 29;
  let best: number | undefined;
  for (let each = year - (leap ? 4 : 1); each <= year + (leap ? 4 : 1); each++) {
    const us = usOfIso(iso(each, month, day, clock, zone), timeZone);
    if (us !== undefined && (best === undefined || Math.abs(us - now * 1000) < Math.abs(best - now * 1000))) best = us;
  }
  return best;
}

/**
 * Microseconds of the times that text logs write: ISO 8601, `Oct 11 22:14:15` (no year: the nearest to now), with a year,
 * `11/Oct/2026:22:14:15 +0000`, `2026/10/11 22:14:15`, epoch seconds, milliseconds, microseconds or nanoseconds by their number of digits.
 */
export function usOfText(text: string, context: SourceContext): number | undefined {
  if (text.length > 40) return undefined;
  const isoUs = usOfIso(text, context.timeZone);
  if (isoUs !== undefined) return isoUs;
  const bsd = BSD.exec(text);
  if (bsd !== null) {
    const [, month = '', day = '', year, clock = '', zone] = bsd;
    return year === undefined ? nearestYear(month, day, clock, zone, context) : usOfIso(iso(year, month, day, clock, zone), context.timeZone);
  }
  const first = DAY_FIRST.exec(text);
  if (first !== null) return usOfIso(iso(first[3] ?? '', first[2] ?? '', first[1] ?? '', first[4] ?? '', first[5]), context.timeZone);
  const slashes = SLASHES.exec(text);
  if (slashes !== null) return usOfIso(`${slashes[1] ?? ''}-${slashes[2] ?? ''}-${slashes[3] ?? ''}T${slashes[4] ?? ''}`, context.timeZone);
  return usOfEpochText(text);
}

/** Microseconds of an epoch time whose unit its digits tell: 9 or 10 seconds, 12 or 13 milliseconds, 16 microseconds, 19 nanoseconds. */
export function usOfEpochText(text: string): number | undefined {
  if (!/^\d{9,19}(?:\.\d{1,9})?$/.test(text)) return undefined;
  const whole = text.split('.')[0]?.length ?? 0;
  if (whole <= 11) return usOfSecondsText(text);
  const digits = text.replace('.', '');
  return usOfSecondsText(`${digits.slice(0, whole - (whole >= 18 ? 9 : whole >= 15 ? 6 : 3))}.${digits.slice(whole - (whole >= 18 ? 9 : whole >= 15 ? 6 : 3))}`);
}

/** The time of the first of the columns that holds one; that column is taken, the others stay. */
export function takeTextTime(fields: Fields, context: SourceContext, ...names: readonly string[]): RecordTime {
  for (const name of names) {
    const value = fields.peek(name);
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const us = usOfText(String(value), context);
    if (us === undefined) continue;
    fields.value(name);
    return { us, text: String(value) };
  }
  return { us: undefined, text: undefined };
}

/** As `takeTextTime`, and where no column holds a time, that of the syslog header. */
export function takeLineTime(fields: Fields, context: SourceContext, ...names: readonly string[]): RecordTime {
  const own = takeTextTime(fields, context, ...names);
  const syslog = own.us === undefined ? fields.object('syslog') : undefined;
  return syslog === undefined ? own : takeTextTime(syslog, context, 'timestamp');
}
