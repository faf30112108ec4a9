import { zoneOffsetMs } from './zone-offset.ts';

/** Times from the epoch to 2255 are taken: microseconds since the epoch fit a double exactly. */
const MAX_US = Number.MAX_SAFE_INTEGER;
const DECIMAL = /^(\d{1,12})(?:\.(\d*))?$/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?\s*(Z|z|[+-]\d\d(?::?\d\d)?)?$/;

function fractionUs(digits: string): number {
  const six = Number(digits.slice(0, 6).padEnd(6, '0'));
  return digits.length > 6 && digits.charCodeAt(6) >= 0x35 ? six + 1 : six; // '5' and above round up
}

function plausible(us: number): number | undefined {
  return us >= 0 && us <= MAX_US ? us : undefined;
}

/** Microseconds of decimal seconds in text ('1710000000.123456'), rounded half up from the seventh decimal; never by way of a double. */
export function usOfSecondsText(text: string): number | undefined {
  const parts = DECIMAL.exec(text);
  if (parts === null) return undefined;
  return plausible(Number(parts[1]) * 1_000_000 + fractionUs(parts[2] ?? ''));
}

/** Microseconds of epoch seconds in a double. A double with at most six decimals is exact; more decimals are rounded from its decimal text. */
export function usOfSeconds(seconds: number): number | undefined {
  const us = Math.round(seconds * 1_000_000);
  if (us / 1_000_000 === seconds) return plausible(us);
  return usOfSecondsText(String(seconds));
}

/** Microseconds of an ISO 8601 time with up to twelve decimals. Without an offset it is local time of `timeZone`. */
export function usOfIso(text: string, timeZone: string | undefined): number | undefined {
  const parts = ISO.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const localMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const date = new Date(localMs);
  if (Number(second) < 60 && (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day))) return undefined;
  return plausible((localMs - offsetMs(zone, localMs, timeZone)) * 1000 + fractionUs(fraction));
}

function offsetMs(zone: string | undefined, localMs: number, timeZone: string | undefined): number {
  if (zone === undefined) return timeZone === undefined ? 0 : zoneOffsetMs(timeZone, localMs);
  if (zone === 'Z' || zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + (zone.length > 3 ? Number(zone.slice(-2)) : 0);
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
