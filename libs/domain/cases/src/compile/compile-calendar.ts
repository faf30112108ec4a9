import type { CalendarDefinition } from '../contract/contract-schema.ts';
import type { CompiledCalendar, DayInterval } from '../sla/compiled-calendar.ts';
import { TZDB_VERSION } from './tzdb-version.ts';
import { zoneOffsets } from './zone-offsets.ts';

const DAY_MS = 86_400_000;
/** Three years: long enough for any case; refresh with `change_contract` before it ends. */
export const COMPILE_HORIZON_MS = 3 * 366 * DAY_MS;

/**
 * Compiles a calendar to integers with the time zone data of this process. Known from two days before `fromMs` until
 * `untilMs` (epoch ms, to the whole UTC day; default three years). `zone` replaces the calendar's own time zone.
 */
export function compileCalendar(calendar: CalendarDefinition, fromMs: number, untilMs = fromMs + COMPILE_HORIZON_MS, name = 'calendar', zone?: string): CompiledCalendar {
  const tzdb = TZDB_VERSION;
  const validFrom = (Math.floor(fromMs / DAY_MS) - 2) * DAY_MS;
  const validUntil = Math.ceil(untilMs / DAY_MS) * DAY_MS;
  if (calendar.kind === '24x7') {
    return { name, timeZone: 'UTC', tzdb, always: true, weekly: {}, exceptions: {}, offsets: [{ at: validFrom, offsetMs: 0 }], validFrom, validUntil };
  }
  const timeZone = zone ?? calendar.timeZone;
  const weekly = splitWeek(calendar.weekly);
  return { name, timeZone, tzdb, always: false, weekly, exceptions: splitExceptions(calendar.exceptions, weekly), offsets: zoneOffsets(timeZone, validFrom, validUntil), validFrom, validUntil };
}

type TimePair = readonly [string, string];

function splitWeek(weekly: Readonly<Record<string, readonly TimePair[] | undefined>>): Record<string, DayInterval[]> {
  const days: Record<string, DayInterval[]> = {};
  for (const [day, pairs] of Object.entries(weekly)) {
    const next = String((Number(day) % 7) + 1);
    for (const pair of pairs ?? []) {
      const { head, tail } = splitAtMidnight(pair);
      (days[day] ??= []).push(head);
      if (tail !== undefined) (days[next] ??= []).push(tail);
    }
  }
  return mapValues(days, mergeIntervals);
}

/** A dated exception replaces its whole date; the tail of an overnight one is added to the next date unless that has its own. */
function splitExceptions(exceptions: Readonly<Record<string, readonly TimePair[]>>, weekly: Readonly<Record<string, readonly DayInterval[]>>): Record<string, DayInterval[]> {
  const days: Record<string, DayInterval[]> = {};
  const tails: Record<string, DayInterval[]> = {};
  for (const [date, pairs] of Object.entries(exceptions)) {
    const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
    const heads = (days[day] ??= []);
    for (const pair of pairs) {
      const { head, tail } = splitAtMidnight(pair);
      heads.push(head);
      if (tail !== undefined) (tails[day + 1] ??= []).push(tail);
    }
  }
  for (const [day, tail] of Object.entries(tails)) {
    const weekday = String(((((Number(day) + 3) % 7) + 7) % 7) + 1);
    days[day] ??= [...(weekly[weekday] ?? []), ...tail];
  }
  return mapValues(days, mergeIntervals);
}

/** An end at or before its start means the next day: 22:00–06:00 is 22:00–24:00 and then 00:00–06:00. */
function splitAtMidnight([from, to]: TimePair): { head: DayInterval; tail?: DayInterval } {
  const open = minutesOf(from);
  const close = minutesOf(to);
  if (close > open) return { head: [open, close] };
  return close > 0 ? { head: [open, 1440], tail: [0, close] } : { head: [open, 1440] };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function mergeIntervals(intervals: readonly DayInterval[]): DayInterval[] {
  const merged: DayInterval[] = [];
  for (const [open, close] of [...intervals].filter(([from, to]) => from < to).sort((left, right) => left[0] - right[0])) {
    const last = merged.at(-1);
    if (last !== undefined && open <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], close)];
    else merged.push([open, close]);
  }
  return merged;
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
