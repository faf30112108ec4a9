import { describe, expect, test } from 'vitest';
import { compileCalendar } from '../src/compile.ts';
import type { CalendarDefinition } from '../src/contract.ts';
import { addBusinessTime, clockViews, isOpen, type CaseMachine } from '../src/index.ts';
import { ANALYST, give, MINUTE, ms, openCase } from './contract-fixture.ts';

const WEEKDAYS = ['1', '2', '3', '4', '5'];
const EVERY_DAY = [...WEEKDAYS, '6', '7'];

function weekly(timeZone: string, days: readonly string[], hours: [string, string][], exceptions: Record<string, [string, string][]> = {}): CalendarDefinition {
  return { kind: 'weekly', timeZone, weekly: Object.fromEntries(days.map((day) => [day, hours])), exceptions };
}

const OFFICE = weekly('Europe/Berlin', WEEKDAYS, [['08:00', '12:00'], ['13:00', '17:00']], { '2026-05-01': [] });
const ALWAYS: CalendarDefinition = { kind: '24x7' };
const NIGHTLY = weekly('America/New_York', EVERY_DAY, [['01:00', '04:00']]);
const E_OFFICE = weekly('Europe/Berlin', WEEKDAYS, [['08:00', '17:00']], { '2026-12-24': [['08:00', '12:00']], '2026-12-25': [], '2026-12-26': [], '2027-01-01': [], '2027-03-26': [], '2027-03-29': [] });
const NIGHT_SHIFT = weekly('America/New_York', EVERY_DAY, [['22:00', '06:00']]);

describe('due instants of the table in SEMANTICS §5', () => {
  test.each([
    ['Mon–Fri 08–12, 13–17; over lunch', OFFICE, '2026-06-02T11:30:00+02:00', 60, '2026-06-02T11:30:00Z'],
    ['over a weekend', OFFICE, '2026-06-05T16:30:00+02:00', 120, '2026-06-08T07:30:00Z'],
    ['reached at closing', OFFICE, '2026-06-02T16:00:00+02:00', 60, '2026-06-02T15:00:00Z'],
    ['starts on Saturday', OFFICE, '2026-06-06T10:00:00+02:00', 240, '2026-06-08T10:00:00Z'],
    ['Friday 1 May is a holiday', OFFICE, '2026-04-30T16:00:00+02:00', 120, '2026-05-04T07:00:00Z'],
    ['spring-forward weekend', OFFICE, '2026-03-27T16:00:00+01:00', 120, '2026-03-30T07:00:00Z'],
    ['autumn weekend', OFFICE, '2026-10-23T16:00:00+02:00', 120, '2026-10-26T08:00:00Z'],
    ['24×7 across fall back', ALWAYS, '2026-10-31T22:00:00-04:00', 480, '2026-11-01T10:00:00Z'],
    ['24×7 across spring forward', ALWAYS, '2026-03-07T22:00:00-05:00', 480, '2026-03-08T11:00:00Z'],
    ['nightly 01–04, spring forward', NIGHTLY, '2026-03-08T00:00:00-05:00', 150, '2026-03-09T05:30:00Z'],
    ['nightly 01–04, fall back', NIGHTLY, '2026-11-01T00:00:00-04:00', 230, '2026-11-01T08:50:00Z'],
  ])('%s', (_name, definition, start, minutes, due) => {
    const from = ms(start);
    expect(new Date(addBusinessTime(compileCalendar(definition, from), from, minutes * MINUTE) ?? NaN).toISOString()).toBe(new Date(ms(due)).toISOString());
  });
});

describe('worked examples E1–E4 of TEMPORAL.md §2.3', () => {
  test.each([
    ['E1', E_OFFICE, '2026-12-23T16:00:00+01:00', 4, '2026-12-24T11:00:00+01:00'],
    ['E2', E_OFFICE, '2026-12-24T11:30:00+01:00', 4, '2026-12-28T11:30:00+01:00'],
    ['E3', E_OFFICE, '2027-03-25T16:00:00+01:00', 4, '2027-03-30T09:00:00Z'],
    ['E4a', NIGHT_SHIFT, '2026-10-31T22:00:00-04:00', 8, '2026-11-01T10:00:00Z'],
    ['E4b', NIGHT_SHIFT, '2027-03-13T22:00:00-05:00', 8, '2027-03-15T03:00:00Z'],
  ])('%s', (_name, definition, start, hours, due) => {
    const from = ms(start);
    expect(addBusinessTime(compileCalendar(definition, from), from, hours * 60 * MINUTE)).toBe(ms(due));
  });

  test('a holiday also removes the tail of the night before it', () => {
    const shift = weekly('Europe/Berlin', EVERY_DAY, [['22:00', '06:00']], { '2026-05-01': [] });
    const compiled = compileCalendar(shift, ms('2026-04-28T00:00:00Z'));
    expect(isOpen(compiled, ms('2026-04-30T23:30:00+02:00'))).toBe(true);
    expect(isOpen(compiled, ms('2026-05-01T00:30:00+02:00'))).toBe(false);
    expect(isOpen(compiled, ms('2026-05-01T22:30:00+02:00'))).toBe(false);
    expect(isOpen(compiled, ms('2026-05-02T05:30:00+02:00'))).toBe(true);
  });
});

function dueOf(machine: CaseMachine, name: string): string {
  return new Date(machine.state.clocks[name]?.dueAt ?? NaN).toISOString();
}
const iso = (text: string): string => new Date(ms(text)).toISOString();

describe('worked examples E5–E8 of TEMPORAL.md §2.3', () => {
  const monday = ms('2026-12-07T09:00:00+01:00');

  test('E5 a hold freezes what was used and the rest is planned from the resume', () => {
    const machine = openCase(monday, 'medium');
    give(machine, { type: 'acknowledge' }, ANALYST, monday);
    expect(dueOf(machine, 'resolve')).toBe(iso('2026-12-14T09:00:00+01:00'));
    give(machine, { type: 'hold', reason: 'waiting_for_customer', until: ms('2026-12-20T12:00:00Z') }, ANALYST, ms('2026-12-08T10:00:00+01:00'));
    expect(machine.state.clocks['contain']).toMatchObject({ phase: 'paused', dueAt: null, consumedMs: 10 * 60 * MINUTE });
    give(machine, { type: 'resume' }, ANALYST, ms('2026-12-10T15:00:00+01:00'));
    expect(dueOf(machine, 'contain')).toBe(iso('2026-12-11T14:00:00+01:00'));
    expect(dueOf(machine, 'resolve')).toBe(iso('2026-12-16T14:00:00+01:00'));
  });

  test('E6 raising keeps what was used and takes the new target', () => {
    const machine = openCase(monday, 'medium');
    give(machine, { type: 'acknowledge' }, ANALYST, monday);
    give(machine, { type: 'rate', severity: 'critical', reason: 'registers changed' }, ANALYST, ms('2026-12-07T12:00:00+01:00'));
    expect(dueOf(machine, 'contain')).toBe(iso('2026-12-07T13:00:00+01:00'));
    expect(dueOf(machine, 'resolve')).toBe(iso('2026-12-08T09:00:00+01:00'));
  });

  test('E6b raising late gives the grace instead of an instant breach', () => {
    const machine = openCase(monday, 'medium');
    give(machine, { type: 'acknowledge' }, ANALYST, monday);
    give(machine, { type: 'rate', severity: 'critical', reason: 'registers changed' }, ANALYST, ms('2026-12-08T10:00:00+01:00'));
    expect(dueOf(machine, 'contain')).toBe(iso('2026-12-08T10:30:00+01:00'));
  });

  test('E7 a command received in time and processed late takes the breach back, on record', () => {
    const machine = openCase(ms('2026-12-07T09:00:00Z'), 'critical');
    machine.tick(ms('2026-12-07T09:15:10Z'));
    give(machine, { type: 'acknowledge' }, ANALYST, ms('2026-12-07T09:15:20Z'), ms('2026-12-07T09:14:59.500Z'));
    const rows = machine.drain().filter((event) => event.type.startsWith('sla.'));
    expect(rows.map((event) => event.type)).toEqual(['sla.warning', 'sla.breached', 'sla.breach_retracted']);
    expect(rows[1]).toMatchObject({ at: ms('2026-12-07T09:15:00Z'), data: { clock: 'acknowledge', noticedAt: ms('2026-12-07T09:15:10Z') } });
    expect(clockViews(machine.state, ms('2026-12-07T10:00:00Z')).find((clock) => clock.name === 'acknowledge')).toMatchObject({ state: 'met', breachedAt: null });
  });

  test('E8 a millisecond late is met late, and the breach stands at the due instant', () => {
    const machine = openCase(ms('2026-12-07T09:00:00Z'), 'critical');
    give(machine, { type: 'acknowledge' }, ANALYST, ms('2026-12-07T09:15:20Z'), ms('2026-12-07T09:15:00.001Z'));
    expect(clockViews(machine.state, ms('2026-12-07T10:00:00Z')).find((clock) => clock.name === 'acknowledge')).toMatchObject({ state: 'met_late', breachedAt: ms('2026-12-07T09:15:00Z') });
    const breach = machine.drain().find((event) => event.type === 'sla.breached');
    expect(breach).toMatchObject({ at: ms('2026-12-07T09:15:00Z') });
  });

  test('stopped at the due instant is met', () => {
    const machine = openCase(ms('2026-12-07T09:00:00Z'), 'critical');
    machine.tick(ms('2026-12-07T09:15:00Z'));
    give(machine, { type: 'acknowledge' }, ANALYST, ms('2026-12-07T09:15:00Z'));
    expect(machine.state.clocks['acknowledge']).toMatchObject({ phase: 'stopped', breachedAt: null });
    expect(machine.drain().some((event) => event.type === 'sla.breached')).toBe(false);
  });
});
