import type { RecordTime } from '../reading/assemble.ts';
import type { Fields } from '../reading/fields.ts';
import { usOfIso, usOfSeconds, usOfSecondsText } from '../reading/source-time.ts';

// Zeek writes seconds with a fraction, or whole milliseconds (LogAscii::json_timestamps = JSON::TS_MILLIS). As seconds,
// this many would be in the year 5138.
const MILLISECONDS_FROM = 1e11;

/** Takes `ts` in any form that Zeek writes: epoch seconds, epoch milliseconds, ISO 8601. A value of another form stays. */
export function takeZeekTime(fields: Fields, timeZone: string | undefined): RecordTime {
  const ts = fields.peek('ts');
  let us: number | undefined;
  if (typeof ts === 'number') us = ts >= MILLISECONDS_FROM ? usOfSeconds(ts / 1000) : usOfSeconds(ts);
  else if (typeof ts === 'string') us = usOfSecondsText(ts) ?? usOfIso(ts, timeZone);
  if (us === undefined) return { us: undefined, text: undefined };
  fields.value('ts');
  return { us, text: String(ts) };
}
