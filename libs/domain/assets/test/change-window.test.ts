import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeWindowAt, describeChangeWindow, isInChangeWindow, localMinuteAt, localTimeAt, type ChangeWindow } from '../src/index.ts';

const window = (weekdays: number[], startMinute: number, endMinute: number): ChangeWindow => ({ id: 'w', siteId: 's', name: 'Maintenance', weekdays, startMinute, endMinute });
const at = (iso: string): number => Date.parse(iso);

describe('change windows', () => {
  it('include their start and exclude their end', () => {
    const windows = [window([2], 480, 960)];
    expect(isInChangeWindow(windows, 'Europe/Berlin', at('2026-06-02T05:59:59.999Z'))).toBe(false);
    expect(isInChangeWindow(windows, 'Europe/Berlin', at('2026-06-02T06:00:00Z'))).toBe(true);
    expect(isInChangeWindow(windows, 'Europe/Berlin', at('2026-06-02T13:59:59.999Z'))).toBe(true);
    expect(isInChangeWindow(windows, 'Europe/Berlin', at('2026-06-02T14:00:00Z'))).toBe(false);
    expect(isInChangeWindow(windows, 'Europe/Berlin', at('2026-06-03T06:00:00Z'))).toBe(false);
  });

  it('follow the wall clock through daylight saving', () => {
    const night = [window([7], 120, 180)];
    // Spring forward in Berlin: 02:00–03:00 does not exist on 29 March 2026.
    const spring = Array.from({ length: 24 * 60 }, (_, i) => at('2026-03-28T23:00:00Z') + i * 60_000);
    expect(spring.filter((ms) => isInChangeWindow(night, 'Europe/Berlin', ms))).toHaveLength(0);
    // Fall back: 02:00–03:00 comes twice on 25 October 2026.
    const autumn = Array.from({ length: 25 * 60 }, (_, i) => at('2026-10-24T22:00:00Z') + i * 60_000);
    expect(autumn.filter((ms) => isInChangeWindow(night, 'Europe/Berlin', ms))).toHaveLength(120);
  });

  it('never match when there are none', () => {
    expect(changeWindowAt([], 'Europe/Berlin', 0)).toBeUndefined();
  });

  it('read as people write them', () => {
    expect(describeChangeWindow(window([2, 4], 480, 965))).toBe('Maintenance (Tue, Thu 08:00–16:05)');
  });

  it('agree with Intl about the wall clock in any zone at any time', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC', 'America/Santiago'];
    const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2037-12-31T00:00:00Z') }), (zone, ms) => {
      const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', weekday: 'short', hour: '2-digit', minute: '2-digit' }).formatToParts(ms);
      const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '';
      const expected = { weekday: names.indexOf(part('weekday')) + 1, minute: Number(part('hour')) * 60 + Number(part('minute')) };
      expect(localMinuteAt(zone, ms)).toEqual(expected);
      expect(localTimeAt(zone, ms)).toMatchObject(expected);
    }), { numRuns: 400 });
  });

  it('name the local time with its offset', () => {
    expect(localTimeAt('Europe/Berlin', at('2026-11-22T02:27:14.5Z')).text).toBe('Sun 2026-11-22 03:27:14 +01:00');
    expect(localTimeAt('America/St_Johns', at('2026-07-01T00:00:00Z')).text).toBe('Tue 2026-06-30 21:30:00 -02:30');
    expect(() => localTimeAt('Mars/Olympus', 0)).toThrow(RangeError);
  });
});
