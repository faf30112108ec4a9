import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeClocks, readLedgerFile } from '../src/compile.ts';
import { parseSlaContract } from '../src/contract.ts';
import { clockViews } from '../src/index.ts';
import { CONTRACT, ms } from './contract-fixture.ts';
import { life, play } from './random-life.ts';

const contract = parseSlaContract(CONTRACT);
const compute = (text: string, now: string): Record<string, object> => Object.fromEntries(computeClocks(contract, readLedgerFile(text), ms(now)).map((clock) => [clock.clock, clock]));
const lines = (...rows: object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

describe('clocks from a contract and a ledger file', () => {
  test('agree with the case that wrote the ledger', () => {
    fc.assert(
      fc.property(life, fc.boolean(), (it, delayed) => {
        const { machine, events, end } = play(it, { delayed, wakes: true });
        const reported = computeClocks(contract, readLedgerFile(JSON.stringify(events)), end);
        const own = clockViews(machine.state, end).map((view) => ({ clock: view.name, state: view.state, targetMinutes: view.targetMinutes, consumedMs: view.consumedMs, due: view.dueAt === null ? null : new Date(view.dueAt).toISOString() }));
        expect(reported).toMatchObject(own);
        expect(reported).toHaveLength(own.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('read NDJSON with times in any offset, short types, and holds that end by themselves', () => {
    const text = lines(
      { type: 'opened', at: '2026-12-07T09:00:00+01:00', severity: 'medium' },
      { type: 'acknowledge', at: '2026-12-07T08:30:00Z' },
      { type: 'hold', at: '2026-12-08T10:00:00+01:00', until: '2026-12-10T19:45:00+05:45', reason: 'waiting_for_customer' },
    );
    expect(compute(text, '2026-12-09T12:00:00Z')).toMatchObject({ contain: { state: 'paused', due: null, consumedMinutes: 600 }, acknowledge: { state: 'met' } });
    expect(compute(text, '2026-12-10T15:00:00Z')).toMatchObject({ contain: { state: 'running', due: '2026-12-11T13:00:00.000Z' }, resolve: { due: '2026-12-16T13:00:00.000Z' } });
    expect(compute(text, '2026-12-12T15:00:00Z')).toMatchObject({ contain: { state: 'breached', breachedAt: '2026-12-11T13:00:00.000Z' }, resolve: { state: 'outside_hours' } });
  });

  test('a later change of contract settles under the old and plans under the new', () => {
    const changed = { ...CONTRACT, version: 2, sla: { high: { resolve: { targetMinutes: 600, calendar: 'office' } } } };
    const text = lines({ type: 'case.opened', at: '2026-12-07T08:00:00Z', severity: 'high' }, { type: 'contract.changed', at: '2026-12-07T18:00:00Z', contract: changed });
    // 10 h of 24×7 were used: nothing is left of 10 h.
    expect(compute(text, '2026-12-07T18:00:00Z')).toMatchObject({ resolve: { consumedMinutes: 600, due: '2026-12-07T18:00:00.000Z', state: 'outside_hours' }, contain: { state: 'breached' } });
  });

  test('a comment of the customer ends the hold that it follows in the ledger, not one of the same instant written after it', () => {
    const at = '2026-12-07T09:00:00Z';
    const opened = { type: 'opened', at: '2026-12-07T08:00:00Z', severity: 'high' };
    const hold = { type: 'hold', at, until: '2026-12-07T11:00:00Z', reason: 'waiting_for_customer' };
    const answer = { type: 'comment', at, org: 'customer', body: 'please go on' };
    expect(compute(lines(opened, answer, hold), '2026-12-07T10:00:00Z')).toMatchObject({ resolve: { state: 'paused', consumedMinutes: 60 } });
    expect(compute(lines(opened, hold, answer), '2026-12-07T10:00:00Z')).toMatchObject({ resolve: { state: 'running', consumedMinutes: 120 } });
  });

  test('a hold that ends at the instant of a resolution ends before it', () => {
    const text = lines({ type: 'opened', at: '2026-12-07T08:00:00Z', severity: 'high' }, { type: 'hold', at: '2026-12-07T09:00:00Z', until: '2026-12-07T10:00:00Z' }, { type: 'resolve', at: '2026-12-07T10:00:00Z' });
    expect(compute(text, '2026-12-07T12:00:00Z')).toMatchObject({ resolve: { state: 'met', consumedMinutes: 60, due: expect.stringContaining('2026-12-') as string } });
  });

  test('a clock that a raise brings is over at once when its milestone was reached before', () => {
    const text = lines({ type: 'opened', at: '2026-12-07T08:00:00Z', severity: 'informational' }, { type: 'notify_customer', at: '2026-12-07T08:30:00Z' }, { type: 'rate', at: '2026-12-07T09:00:00Z', severity: 'critical' });
    expect(compute(text, '2026-12-09T09:00:00Z')).toMatchObject({ notify_customer: { state: 'met', consumedMinutes: 0 } });
  });

  test('a command counts when it was received, at most 15 minutes before it was processed', () => {
    const acknowledged = (receivedAt: string): object => compute(lines({ type: 'opened', at: '2026-12-07T09:00:00Z', severity: 'critical' }, { type: 'acknowledge', receivedAt, processedAt: '2026-12-07T09:31:00Z' }), '2026-12-07T10:00:00Z')['acknowledge'] ?? {};
    expect(acknowledged('2026-12-07T09:14:59Z')).toMatchObject({ state: 'met_late', stoppedAt: '2026-12-07T09:16:00.000Z' });
    expect(acknowledged('2026-12-07T09:20:00Z')).toMatchObject({ stoppedAt: '2026-12-07T09:20:00.000Z' });
  });

  test('refuse what cannot be read, naming the rows', () => {
    expect(() => readLedgerFile(lines({ type: 'opened', at: '2026-12-07T09:00:00' }, { type: 'hold', at: 'yesterday' }))).toThrow(/2 unreadable rows:\nrow 1: at: must be .*\nrow 2: at/);
    expect(() => readLedgerFile('{"type":"opened","at":1}\n{nonsense')).toThrow(/line 2 of the ledger is not JSON/);
    expect(() => compute(lines({ type: 'opened', at: 0, severity: 'huge' }), '2026-12-07T10:00:00Z')).toThrow(/row 1: severity must be one of/);
    expect(() => compute(lines({ type: 'case.exploded', at: 0 }), '2026-12-07T10:00:00Z')).toThrow(/row 1: unknown type 'case.exploded'/);
    expect(() => compute('', '2026-12-07T10:00:00Z')).toThrow(/no case.opened row/);
  });
});
