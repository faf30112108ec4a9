import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCalendar } from '../src/compile.ts';
import type { CalendarDefinition } from '../src/contract.ts';
import { addBusinessTime, businessTimeBetween, isOpen } from '../src/index.ts';
import { DAY, MINUTE, ms } from './contract-fixture.ts';

const ZONES = ['Europe/Berlin', 'Europe/Rome', 'America/New_York', 'America/Sao_Paulo', 'Australia/Sydney', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Asia/Kathmandu', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Beirut', 'Asia/Tehran', 'America/St_Johns', 'Pacific/Apia', 'UTC'];
type Weekly = CalendarDefinition & { kind: 'weekly' };
type Pair = [string, string];

const pad = (value: number): string => String(value).padStart(2, '0');
const time = fc.integer({ min: 0, max: 287 }).map((slot) => `${pad(Math.floor(slot / 12))}:${pad((slot % 12) * 5)}`);
const pair: fc.Arbitrary<Pair> = fc.oneof({ weight: 6, arbitrary: fc.tuple(time, time) }, { weight: 1, arbitrary: fc.constant<Pair>(['00:00', '24:00']) });
const day = fc.array(pair, { maxLength: 3 });

/** A weekly calendar with exceptions near `from`. */
function calendarNear(from: number): fc.Arbitrary<Weekly> {
  const date = fc.integer({ min: -1, max: 8 }).map((offset) => new Date(from + offset * DAY).toISOString().slice(0, 10));
  return fc.record({
    kind: fc.constant('weekly' as const),
    timeZone: fc.constantFrom(...ZONES),
    weekly: fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6', '7'), day),
    exceptions: fc.dictionary(date, fc.array(pair, { maxLength: 2 }), { maxKeys: 3 }),
  });
}
/** Around the changes of the clocks and at random, 2025–2029. */
const instant = fc.oneof(
  fc.integer({ min: ms('2025-01-01T00:00:00Z') / MINUTE, max: ms('2029-12-31T00:00:00Z') / MINUTE }),
  fc.constantFrom(...['2026-03-08T05:00Z', '2026-03-29T00:00Z', '2026-04-04T14:00Z', '2026-10-03T14:00Z', '2026-10-25T00:00Z', '2026-11-01T04:00Z', '2027-02-07T00:00Z', '2027-03-14T02:00Z'].map((it) => ms(it.replace('Z', ':00Z')) / MINUTE)),
).map((minutes) => minutes * MINUTE);
const scene = instant.chain((from) => fc.record({ from: fc.constant(from), calendar: calendarNear(from) }));

const formats = new Map<string, Intl.DateTimeFormat>();
/** Wall clock of a zone by Intl: weekday, date and minute of the day. */
function wallClock(timeZone: string, at: number): { date: string; minute: number } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  const text = format.format(at);
  return { date: text.slice(0, 10), minute: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) };
}
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
const shiftDate = (date: string, days: number): string => new Date(ms(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
const weekdayOf = (date: string): string => String(((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1);
const crosses = ([open, close]: Pair): boolean => minuteOf(close) <= minuteOf(open);

/** The rule as SEMANTICS words it, read straight from the definition. */
function oracle(calendar: Weekly, at: number): boolean {
  const { date, minute } = wallClock(calendar.timeZone, at);
  const heads = (pairs: readonly Pair[]): boolean => pairs.some((it) => minuteOf(it[0]) <= minute && (crosses(it) || minute < minuteOf(it[1])));
  const tails = (pairs: readonly Pair[]): boolean => pairs.some((it) => crosses(it) && minute < minuteOf(it[1]));
  const weekly = (on: string): readonly Pair[] => calendar.weekly[weekdayOf(on) as '1'] ?? [];
  const own = calendar.exceptions[date];
  if (own !== undefined) return heads(own);
  const before = shiftDate(date, -1);
  return heads(weekly(date)) || tails(weekly(before)) || tails(calendar.exceptions[before] ?? []);
}

describe('a compiled calendar', () => {
  test('is open exactly when the wall clock of its zone says so (Intl as the oracle)', () => {
    fc.assert(
      fc.property(scene, fc.array(fc.integer({ min: 0, max: 8 * 1440 }), { minLength: 20, maxLength: 20 }), ({ from, calendar }, minutes) => {
        const compiled = compileCalendar(calendar, from, from + 10 * DAY);
        for (const offset of minutes) {
          const at = from + offset * MINUTE;
          expect(isOpen(compiled, at), `${calendar.timeZone} ${new Date(at).toISOString()}`).toBe(oracle(calendar, at));
        }
      }),
      { numRuns: 400 },
    );
  });

  test('counts the same time as a minute-by-minute count', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 2_200 }), ({ from, calendar }, length) => {
        const compiled = compileCalendar(calendar, from, from + 10 * DAY);
        let open = 0;
        for (let minute = 0; minute < length; minute++) if (oracle(calendar, from + minute * MINUTE)) open++;
        expect(businessTimeBetween(compiled, from, from + length * MINUTE)).toBe(open * MINUTE);
      }),
      { numRuns: 80 },
    );
  });

  test('finds the earliest instant at which the amount is reached', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 3_000 * MINUTE }), ({ from, calendar }, amount) => {
        const compiled = compileCalendar(calendar, from, from + 10 * DAY);
        const due = addBusinessTime(compiled, from, amount);
        if (due === null) {
          expect(businessTimeBetween(compiled, from, compiled.validUntil)).toBeLessThan(amount);
          return;
        }
        expect(businessTimeBetween(compiled, from, due)).toBe(amount);
        expect(businessTimeBetween(compiled, from, due - 1)).toBe(amount - 1);
      }),
      { numRuns: 400 },
    );
  });

  test('is plain elapsed time when it is 24×7', () => {
    const always = compileCalendar({ kind: '24x7' }, 0);
    fc.assert(fc.property(instant, fc.nat(1e9), (from, amount) => addBusinessTime(always, from, amount) === from + amount && businessTimeBetween(always, from, from + amount) === amount));
  });
});
