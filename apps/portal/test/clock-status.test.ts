import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockStatus, inWords, nextClock, type ShownClock } from '../src/pages/case/clock-status.ts';

const NOW = Date.parse('2026-11-22T03:00:00Z');
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
const clock = (part: Partial<ShownClock>): ShownClock => ({ name: 'acknowledge', state: 'RUNNING', dueAt: at(15), warnAt: at(10), ...part });

describe('a clock on screen', () => {
  test('runs, is due soon from its warning on, and is overdue from its due instant on', () => {
    expect(clockStatus(clock({}), NOW)).toEqual({ tone: 'running', word: 'running', remainingMs: 900_000 });
    expect(clockStatus(clock({}), NOW + 600_000)).toMatchObject({ tone: 'warning', word: 'due soon', remainingMs: 300_000 });
    expect(clockStatus(clock({}), NOW + 900_000)).toMatchObject({ tone: 'breached', word: 'overdue', remainingMs: 0 });
  });

  test('outside hours waits until its due instant has passed', () => {
    expect(clockStatus(clock({ state: 'OUTSIDE_HOURS' }), NOW).word).toBe('outside hours');
    expect(clockStatus(clock({ state: 'OUTSIDE_HOURS', dueAt: at(-1) }), NOW).tone).toBe('breached');
  });

  test('a paused, met or cancelled clock shows no time left', () => {
    for (const state of ['PAUSED', 'MET', 'MET_LATE', 'CANCELLED'] as const) {
      expect(clockStatus(clock({ state }), NOW)).not.toHaveProperty('remainingMs');
    }
  });

  test('time left plus now is always the due instant', () => {
    fc.assert(
      fc.property(fc.constantFrom('RUNNING', 'OUTSIDE_HOURS', 'BREACHED'), fc.integer({ min: -1e6, max: 1e6 }), (state, minutes) => {
        const { remainingMs } = clockStatus(clock({ state: state as ShownClock['state'], dueAt: at(minutes) }), NOW);
        expect(remainingMs).toBe(minutes * 60_000);
      }),
    );
  });
});

describe('the clock to look at first', () => {
  test('is the open one that is due earliest, even when a met one was due before', () => {
    const resolve = clock({ name: 'resolve', dueAt: at(400) });
    const notify = clock({ name: 'notify_customer', dueAt: at(40) });
    expect(nextClock([clock({ state: 'MET', dueAt: at(5) }), resolve, notify])).toBe(notify);
  });

  test('is a paused one only when nothing else is open, and none when all are done', () => {
    const paused = clock({ name: 'resolve', state: 'PAUSED', dueAt: null });
    const running = clock({ name: 'contain', dueAt: null });
    expect(nextClock([paused, running])).toBe(running);
    expect(nextClock([paused, clock({ state: 'MET' })])).toBe(paused);
    expect(nextClock([clock({ state: 'CANCELLED' })])).toBeUndefined();
  });
});

test('names become words', () => {
  expect(inWords('notify_customer')).toBe('Notify customer');
  expect(inWords('IN_PROGRESS')).toBe('In progress');
});
