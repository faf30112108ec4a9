import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeLedgerEvent, type LedgerEvent } from '../src/index.ts';
import { ANALYST, CUSTOMER, give, HOUR, MINUTE, ms, openCase } from './contract-fixture.ts';
import { life, play } from './random-life.ts';

const START = ms('2026-12-07T09:00:00Z');

test('a ledger reads as a story', () => {
  const machine = openCase(START, 'critical');
  machine.tick(START + 2 * MINUTE);
  machine.recordNotices({ key: 'n-1', round: 1, step: 0, results: [{ recipient: 'lena@soc.example', channel: 'email', status: 'failed', error: '550 unknown', late: false }] }, START + 2 * MINUTE);
  machine.tick(START + 16 * MINUTE);
  give(machine, { type: 'acknowledge', note: 'on it' }, ANALYST, START + 17 * MINUTE);
  give(machine, { type: 'hold', reason: 'waiting_for_customer', until: START + 5 * HOUR }, ANALYST, START + 18 * MINUTE);
  give(machine, { type: 'comment', body: 'It was our contractor.', visibility: 'customer' }, CUSTOMER, START + HOUR);
  give(machine, { type: 'resolve', verdict: 'benign_positive', reason: 'announced too late' }, ANALYST, START + 2 * HOUR);
  expect(machine.drain().map(describeLedgerEvent)).toEqual([
    'Watchfloor opened the case with severity critical: Modbus write outside the change window.',
    'Escalation for severity critical started (opened); its first step is due at 2026-12-07T09:00:00.000Z.',
    'Round 1, step 1 of the escalation ran 2 minutes late for role lead.',
    'A notice to lena@soc.example by email failed: 550 unknown.',
    'Round 1, step 2 of the escalation ran 11 minutes late for person olga.',
    '75 % of the time to acknowledge is used; it is due at 2026-12-07T09:15:00.000Z.',
    'The last resort of the escalation ran for person boss.',
    'The time to acknowledge ran out at 2026-12-07T09:15:00.000Z, noticed 1 minute later.',
    'anna acknowledged the case (on it).',
    'Escalation stopped: acknowledged.',
    'anna put the case on hold until 2026-12-07T14:00:00.000Z: waiting_for_customer. Clocks are paused, except acknowledge.',
    'olga wrote: It was our contractor.',
    'olga ended the hold by answering; the clocks run on.',
    '75 % of the time to notify customer is used; it is due at 2026-12-07T10:42:00.000Z.',
    'The time to notify customer ran out at 2026-12-07T10:42:00.000Z, noticed 18 minutes later.',
    'anna resolved the case as benign positive: announced too late.',
  ]);
});

test('every row of any life has its sentence', () => {
  fc.assert(
    fc.property(life, (it) => {
      for (const event of play(it, { wakes: true }).events) expect(describeLedgerEvent(event)).toMatch(/^[A-Z0-9a-z].{8,}[.a-z]$/s);
    }),
    { numRuns: 50 },
  );
});

test('a stored row reads the same after it went through JSON', () => {
  const events = openCase(START, 'high').drain();
  expect((JSON.parse(JSON.stringify(events)) as LedgerEvent[]).map(describeLedgerEvent)).toEqual(events.map(describeLedgerEvent));
});
