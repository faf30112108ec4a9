import { describe, expect, test } from 'vitest';
import { resolveOnCall } from '../src/compile.ts';
import type { OnCallSchedule } from '../src/contract.ts';
import { ms } from './contract-fixture.ts';

const SCHEDULE: OnCallSchedule = {
  timeZone: 'Europe/Rome',
  rotation: ['anna', 'lena', 'marco'],
  handover: { weekday: 1, time: '09:00' },
  startsOn: '2026-03-02',
  overrides: [
    { from: '2026-03-10T18:00:00+01:00', to: '2026-03-11T08:00:00+01:00', personId: 'marco' },
    { from: '2026-03-11T00:00:00+01:00', to: '2026-03-11T02:00:00+01:00', personId: 'anna' },
  ],
};
const who = (at: string, schedule = SCHEDULE): string | undefined => resolveOnCall(schedule, ms(at))?.personId;

describe('an on-call schedule', () => {
  test('hands over every week on its own wall clock', () => {
    expect(who('2026-03-02T09:00:00+01:00')).toBe('anna');
    expect(who('2026-03-09T08:59:59+01:00')).toBe('anna');
    expect(who('2026-03-09T09:00:00+01:00')).toBe('lena');
    expect(who('2026-03-16T09:00:00+01:00')).toBe('marco');
    expect(who('2026-03-23T09:00:00+01:00')).toBe('anna');
  });

  test('hands over at the same wall clock after the clocks have changed', () => {
    expect(who('2026-03-30T08:59:59+02:00')).toBe('anna');
    expect(who('2026-03-30T09:00:00+02:00')).toBe('lena');
  });

  test('an override wins while it lasts, and the last one over an earlier', () => {
    expect(resolveOnCall(SCHEDULE, ms('2026-03-10T18:00:00+01:00'))).toEqual({ personId: 'marco', source: 'override' });
    expect(who('2026-03-11T01:00:00+01:00')).toBe('anna');
    expect(who('2026-03-11T02:00:00+01:00')).toBe('marco');
    expect(resolveOnCall(SCHEDULE, ms('2026-03-11T08:00:00+01:00'))).toEqual({ personId: 'lena', source: 'rotation' });
  });

  test('has a gap before it starts and when nobody is in it', () => {
    expect(who('2026-03-02T08:59:59+01:00')).toBeUndefined();
    expect(who('2026-03-09T09:00:00+01:00', { ...SCHEDULE, rotation: [] })).toBeUndefined();
  });
});
