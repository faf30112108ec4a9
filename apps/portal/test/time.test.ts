import { describe, expect, test } from 'vitest';
import { formatAgo, formatSpan, spokenSpan } from '../src/time/format-span.ts';
import { formatInZone } from '../src/time/format-moment.ts';
import { fieldValueOf, instantOf } from '../src/time/local-field.ts';
import { ServerClock } from '../src/time/server-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('spans', () => {
  test('are written as a clock, with days from a day on and no sign', () => {
    expect(formatSpan(9_000)).toBe('0:09');
    expect(formatSpan(-(4 * MINUTE + 5_999))).toBe('4:05');
    expect(formatSpan(HOUR + 2 * MINUTE + 3_000)).toBe('1:02:03');
    expect(formatSpan(51 * HOUR)).toBe('2 d 3 h');
  });

  test('are read aloud in their two largest units', () => {
    expect(spokenSpan(26 * HOUR + MINUTE)).toBe('1 day 2 hours');
    expect(spokenSpan(HOUR + MINUTE)).toBe('1 hour 1 minute');
    expect(spokenSpan(30_000)).toBe('under a minute');
  });

  test('in the past are rounded down', () => {
    expect([0, 59_000, 119_000, 3 * HOUR, 49 * HOUR].map(formatAgo)).toEqual(['just now', 'just now', '1 min ago', '3 h ago', '2 d ago']);
  });
});

describe("the server's clock", () => {
  test('is taken from the Date header when the difference is more than the header and the round trip explain', () => {
    const clock = new ServerClock();
    clock.observe('Sun, 22 Nov 2026 03:10:00 GMT', Date.parse('2026-11-22T03:00:00.000Z'), Date.parse('2026-11-22T03:00:00.100Z'));
    expect(clock.offsetMs).toBe(10 * MINUTE + 450);
  });

  test('counts a difference within a second as none, and ignores answers without a date', () => {
    const clock = new ServerClock();
    clock.observe('Sun, 22 Nov 2026 03:00:00 GMT', Date.parse('2026-11-22T03:00:00.900Z'), Date.parse('2026-11-22T03:00:00.950Z'));
    clock.observe(null, 0, 1);
    clock.observe('yesterday', 0, 1);
    expect(clock.offsetMs).toBe(0);
  });

  test('believes a slow answer only after many of them', () => {
    const clock = new ServerClock();
    const sent = Date.parse('2026-11-22T03:00:00.000Z');
    clock.observe('Sun, 22 Nov 2026 03:00:00 GMT', sent, sent + 20);
    const slow = (): void => clock.observe('Sun, 22 Nov 2026 03:05:00 GMT', sent, sent + 60);
    slow();
    expect(clock.offsetMs).toBe(0);
    for (let answer = 0; answer < 20; answer++) slow();
    expect(clock.offsetMs).toBeGreaterThan(4 * MINUTE);
  });
});

test('a local field gives back the minute that was put in', () => {
  const minute = Date.parse('2026-11-22T03:07:00Z');
  expect(instantOf(fieldValueOf(minute))).toBe(minute);
  expect(instantOf('')).toBeUndefined();
  expect(instantOf('2026-')).toBeUndefined();
});

test('an instant is shown in the zone of the site, and in UTC when the zone is unknown', () => {
  expect(formatInZone('2026-11-22T03:00:00Z', 'Europe/Berlin')).toContain('04:00:00');
  expect(formatInZone('2026-11-22T03:00:00Z', 'Mars/Olympus')).toContain('03:00:00');
});
