import { Refused, type Actor, type RefusalCode } from '@watchfloor/core';
import { describe, expect, test } from 'vitest';
import { allowedCommands, clockViews, summariseSla, type CaseMachine, type Command } from '../src/index.ts';
import { ANALYST, AUDITOR, CUSTOMER, DAY, DETECT, envelope, give, HOUR, LEAD, MINUTE, ms, openCase, POLICY } from './contract-fixture.ts';

const START = ms('2026-12-07T09:00:00Z');
const RESOLVE: Command = { type: 'resolve', verdict: 'true_positive', reason: 'laptop taken off the network' };
const CLOSE: Command = { type: 'close' };
const JOIN: Command = { type: 'join', findings: [{ id: 'f-2', timeMs: START - HOUR, severityId: 3, title: 'read' }] };
const hold = (until: number): Command => ({ type: 'hold', reason: 'waiting_for_customer', until });

function worked(): CaseMachine {
  const machine = openCase(START, 'high');
  give(machine, { type: 'acknowledge' }, ANALYST, START + MINUTE);
  return machine;
}
function resolved(): CaseMachine {
  const machine = worked();
  give(machine, RESOLVE, ANALYST, START + HOUR);
  return machine;
}
function closed(): CaseMachine {
  const machine = resolved();
  give(machine, CLOSE, LEAD, START + 2 * HOUR);
  return machine;
}
function refusal(machine: CaseMachine, command: Command, by: Actor = ANALYST, at = START + 3 * HOUR): { code: RefusalCode; text: string } {
  const before = JSON.stringify(machine.state);
  try {
    machine.check(envelope(command, by, at), at);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    expect(JSON.stringify(machine.state), 'a check changes nothing').toBe(before);
    return { code: error.code, text: error.message };
  }
  throw new Error(`${command.type} was not refused`);
}

describe('refusals', () => {
  const fresh = (): CaseMachine => openCase(START, 'high');
  test.each<[string, () => CaseMachine, Command, Actor, RefusalCode, RegExp]>([
    ['resolve before anyone acknowledged', fresh, RESOLVE, ANALYST, 'CONFLICT', /cannot resolve while the case is new: acknowledge it first/],
    ['hold before anyone acknowledged', fresh, hold(START + DAY), ANALYST, 'CONFLICT', /acknowledge it first/],
    ['acknowledge twice', worked, { type: 'acknowledge' }, LEAD, 'CONFLICT', /already acknowledged by anna/],
    ['acknowledge by a machine', fresh, { type: 'acknowledge' }, DETECT, 'FORBIDDEN', /needs a person/],
    ['acknowledge by a sensor', fresh, { type: 'acknowledge' }, { ...DETECT, kind: 'sensor' }, 'FORBIDDEN', /needs a person/],
    ['acknowledge by an auditor', fresh, { type: 'acknowledge' }, AUDITOR, 'FORBIDDEN', /needs one of the roles analyst, lead; you have auditor/],
    ['a comment by an auditor', worked, { type: 'comment', body: 'hm', visibility: 'customer' }, AUDITOR, 'FORBIDDEN', /needs one of the roles/],
    ['an internal comment by the customer', worked, { type: 'comment', body: 'hm', visibility: 'internal' }, CUSTOMER, 'FORBIDDEN', /internal comments are for the provider/],
    ['an empty comment', worked, { type: 'comment', body: '  ', visibility: 'customer' }, ANALYST, 'INVALID_INPUT', /comment must have 1 to 20000 characters/],
    ['a provider’s act by a customer with a provider’s role', worked, RESOLVE, { ...CUSTOMER, roles: ['lead'] }, 'FORBIDDEN', /provider's people/],
    ['a hold for a reason that the contract does not name', worked, { type: 'hold', reason: 'lunch', until: START + DAY }, ANALYST, 'INVALID_INPUT', /allows to pause for: waiting_for_customer, waiting_for_vendor; not for 'lunch'/],
    ['a hold that ends in the past', worked, hold(START), ANALYST, 'INVALID_INPUT', /needs an end in the future/],
    ['a hold for half a year', worked, hold(START + 180 * DAY), ANALYST, 'INVALID_INPUT', /90 days at most/],
    ['resume without a hold', worked, { type: 'resume' }, ANALYST, 'CONFLICT', /it is not on hold/],
    ['resolve without a verdict', worked, { type: 'resolve', verdict: '' as 'exercise', reason: 'x' }, ANALYST, 'INVALID_INPUT', /a verdict is required/],
    ['resolve without a reason', worked, { type: 'resolve', verdict: 'exercise', reason: ' ' }, ANALYST, 'INVALID_INPUT', /reason must have/],
    ['a duplicate of nothing', worked, { type: 'resolve', verdict: 'duplicate', reason: 'same' }, ANALYST, 'INVALID_INPUT', /needs the id of the case/],
    ['a duplicate of itself', worked, { type: 'resolve', verdict: 'duplicate', reason: 'same', duplicateOf: '33333333-3333-8333-8333-333333333333' }, ANALYST, 'INVALID_INPUT', /duplicate of itself/],
    ['close before it is resolved', worked, CLOSE, ANALYST, 'CONFLICT', /resolve it with a verdict first/],
    ['reopen what is open', worked, { type: 'reopen', reason: 'x' }, ANALYST, 'CONFLICT', /it is open/],
    ['rate what is resolved', resolved, { type: 'rate', severity: 'low', reason: 'x' }, ANALYST, 'CONFLICT', /reopen it first/],
    ['comment on what is closed', closed, { type: 'comment', body: 'late', visibility: 'customer' }, ANALYST, 'CONFLICT', /closed: reopen it first/],
    ['join by a person', worked, JOIN, LEAD, 'FORBIDDEN', /by Watchfloor itself/],
    ['silence when nothing escalates', worked, { type: 'silence', until: START + DAY, reason: 'x' }, ANALYST, 'CONFLICT', /nothing to silence/],
    ['stop a clock that is not there', worked, { type: 'stop_clock', clock: 'coffee' }, ANALYST, 'INVALID_INPUT', /has no clock 'coffee'/],
    ['stop a well-known clock by hand', worked, { type: 'stop_clock', clock: 'resolve' }, ANALYST, 'INVALID_INPUT', /by its own act/],
    ['un-acknowledge what nobody acknowledged', fresh, { type: 'unacknowledge', reason: 'x' }, ANALYST, 'CONFLICT', /acknowledge it first/],
  ])('%s', (_name, open, command, by, code, text) => {
    const refused = refusal(open(), command, by);
    expect(refused.code).toBe(code);
    expect(refused.text).toMatch(text);
  });

  test('reopening and joining end 14 days after the resolution; then a new case is linked', () => {
    const at = START + HOUR + 14 * DAY;
    resolved().check(envelope({ type: 'reopen', reason: 'x' }, ANALYST, at), at);
    expect(refusal(resolved(), { type: 'reopen', reason: 'x' }, ANALYST, at + 1)).toMatchObject({ code: 'EXPIRED' });
    expect(refusal(resolved(), JOIN, DETECT, at + 1)).toMatchObject({ code: 'EXPIRED', text: expect.stringMatching(/new case linked/) as string });
  });
});

describe('the life of a case', () => {
  test('acknowledging moves it on and assigns it to the actor', () => {
    expect(worked().state).toMatchObject({ status: 'in_progress', assignee: 'anna', milestones: { acknowledged: START + MINUTE } });
    const assigned = openCase(START, 'high');
    give(assigned, { type: 'assign', assignee: 'lena' }, LEAD, START);
    give(assigned, { type: 'acknowledge' }, ANALYST, START + MINUTE);
    expect(assigned.state.assignee).toBe('lena');
  });

  test('a hold pauses every clock but acknowledge and ends by itself', () => {
    const machine = worked();
    give(machine, hold(START + 5 * HOUR), ANALYST, START + HOUR);
    expect(clockViews(machine.state, START + 2 * HOUR).map((clock) => [clock.name, clock.state])).toEqual([['acknowledge', 'met'], ['notify_customer', 'paused'], ['contain', 'paused'], ['resolve', 'paused']]);
    expect(summariseSla(machine.state, START + 2 * HOUR)).toEqual({ slaState: 'paused', nextDueAt: null });
    expect(machine.nextWake()).toBe(START + 5 * HOUR);
    machine.tick(START + 6 * HOUR);
    expect(machine.state).toMatchObject({ status: 'in_progress', statusSince: START + 5 * HOUR, hold: { endedBy: 'end' } });
    expect(machine.state.clocks['contain']?.dueAt).toBe(START + 12 * HOUR);
  });

  test('the customer’s answer ends a hold; the provider’s note does not', () => {
    const machine = worked();
    give(machine, hold(START + 5 * HOUR), ANALYST, START + HOUR);
    give(machine, { type: 'comment', body: 'any news?', visibility: 'customer' }, ANALYST, START + 2 * HOUR);
    expect(machine.state.status).toBe('on_hold');
    give(machine, { type: 'comment', body: 'here you are', visibility: 'customer' }, CUSTOMER, START + 3 * HOUR);
    expect(machine.state).toMatchObject({ status: 'in_progress', hold: { endedBy: 'customer', endedAt: START + 3 * HOUR } });
  });

  test('an answer received before the end of a hold and processed after it ends the hold when it was received', () => {
    const machine = worked();
    give(machine, hold(START + 5 * HOUR), ANALYST, START + HOUR);
    machine.tick(START + 5 * HOUR);
    give(machine, { type: 'comment', body: 'here', visibility: 'customer' }, CUSTOMER, START + 5 * HOUR + 2 * MINUTE, START + 5 * HOUR - 8 * MINUTE);
    expect(machine.state.clocks['contain']?.dueAt).toBe(START + 12 * HOUR - 8 * MINUTE);
  });

  test('a hold that follows such an answer is not ended by the end of the first', () => {
    const machine = worked();
    const end = START + 5 * HOUR;
    give(machine, hold(end), ANALYST, START + HOUR);
    machine.tick(end);
    give(machine, { type: 'comment', body: 'here', visibility: 'customer' }, CUSTOMER, end + 2 * MINUTE, end - 8 * MINUTE);
    give(machine, hold(START + DAY), ANALYST, end + 3 * MINUTE, end - 6 * MINUTE);
    expect(machine.state).toMatchObject({ status: 'on_hold', clocks: { contain: { phase: 'paused', consumedMs: HOUR + 2 * MINUTE } } });
  });

  test('the provider’s first word to the customer stops notify_customer, once', () => {
    const machine = worked();
    give(machine, { type: 'comment', body: 'internal', visibility: 'internal' }, ANALYST, START + 2 * MINUTE);
    expect(machine.state.milestones.customerNotified).toBeNull();
    give(machine, { type: 'comment', body: 'we see writes', visibility: 'customer' }, ANALYST, START + 3 * MINUTE);
    give(machine, { type: 'comment', body: 'more', visibility: 'customer' }, ANALYST, START + 4 * MINUTE);
    expect(machine.state.milestones.customerNotified).toBe(START + 3 * MINUTE);
    expect(machine.drain().filter((event) => event.type === 'case.customer_notified')).toHaveLength(1);
  });

  test('findings join without moving the opening, raise the severity unless an analyst rated, and repeat without effect', () => {
    const machine = worked();
    give(machine, JOIN, DETECT, START + 2 * MINUTE);
    give(machine, JOIN, DETECT, START + 3 * MINUTE);
    expect(machine.state).toMatchObject({ severity: 'high', findings: { count: 2, firstAt: START - HOUR }, milestones: { opened: START, firstEvent: START - 5_000 } });
    give(machine, { type: 'rate', severity: 'medium', reason: 'test bench' }, ANALYST, START + 4 * MINUTE);
    give(machine, { type: 'join', findings: [{ id: 'f-3', timeMs: START, severityId: 6, title: 'stop' }] }, DETECT, START + 5 * MINUTE);
    expect(machine.state).toMatchObject({ severity: 'medium', severityBy: 'analyst', findings: { count: 3 } });
  });

  test('a finding reopens a resolved or closed case, with its severity', () => {
    for (const machine of [resolved(), closed()]) {
      give(machine, { type: 'join', findings: [{ id: 'f-9', timeMs: START, severityId: 5, title: 'stop' }] }, DETECT, START + DAY);
      expect(machine.state).toMatchObject({ status: 'in_progress', verdict: null, severity: 'critical', escalation: { active: true, severity: 'critical' }, milestones: { resolved: START + HOUR } });
      expect(machine.state.clocks['resolve']).toMatchObject({ phase: 'running' });
      expect(machine.drain().filter((event) => event.type === 'escalation.started')).toHaveLength(2);
    }
  });

  test('remembers a bounded number of findings', () => {
    const machine = worked();
    const findings = Array.from({ length: 900 }, (_value, index) => ({ id: `many-${index}`, timeMs: START, severityId: 1, title: 'read' }));
    give(machine, { type: 'join', findings }, DETECT, START + 2 * MINUTE);
    expect(machine.state.findings).toMatchObject({ count: 901 });
    expect(machine.state.findings.recentIds).toHaveLength(512);
  });

  test('a resolution ends every clock: met, or cancelled where nothing was left to meet', () => {
    expect(clockViews(resolved().state, START + DAY).map((clock) => [clock.name, clock.state])).toEqual([['acknowledge', 'met'], ['notify_customer', 'cancelled'], ['contain', 'met'], ['resolve', 'met']]);
    const harmless = worked();
    give(harmless, { type: 'resolve', verdict: 'false_positive', reason: 'scanner' }, ANALYST, START + HOUR);
    expect(clockViews(harmless.state, START + DAY).find((clock) => clock.name === 'contain')?.state).toBe('cancelled');
    expect(harmless.nextWake()).toBeNull();
  });

  test('after reopening the resolve clock goes on with what it had used; the time between does not count', () => {
    const machine = resolved();
    give(machine, { type: 'reopen', reason: 'again' }, ANALYST, START + DAY);
    expect(machine.state.clocks['resolve']).toMatchObject({ consumedMs: HOUR, dueAt: START + DAY + 47 * HOUR });
    expect(machine.state.milestones).toMatchObject({ resolved: START + HOUR });
  });

  test('an acknowledgement that nothing follows lapses where the contract says so', () => {
    const policy = { ...POLICY, acknowledgementExpiryMs: 30 * MINUTE };
    const idle = openCase(START, 'high', { policy });
    give(idle, { type: 'acknowledge' }, ANALYST, START + MINUTE);
    idle.tick(START + HOUR);
    expect(idle.state).toMatchObject({ status: 'new', acknowledgement: null, escalation: { active: true }, milestones: { acknowledged: START + MINUTE } });
    const busy = openCase(START, 'high', { policy });
    give(busy, { type: 'acknowledge' }, ANALYST, START + MINUTE);
    give(busy, { type: 'comment', body: 'looking', visibility: 'internal' }, ANALYST, START + 2 * MINUTE);
    busy.tick(START + HOUR);
    expect(busy.state.status).toBe('in_progress');
  });

  test('a clock that only the contract names is stopped by hand', () => {
    const machine = openCase(START, 'critical');
    give(machine, { type: 'stop_clock', clock: 'forensic_image' }, ANALYST, START + HOUR);
    expect(clockViews(machine.state, START + DAY).find((clock) => clock.name === 'forensic_image')).toMatchObject({ state: 'met', consumedMs: HOUR });
  });

  test('a contract changed later never touches the escalation copied at the opening', () => {
    const machine = openCase(START, 'high');
    const policy = { ...POLICY, contractVersion: 2, escalation: { ...POLICY.escalation, chains: {} } };
    give(machine, { type: 'change_contract', policy, reason: 'new year' }, DETECT, START + MINUTE);
    machine.tick(START + 10 * MINUTE);
    expect(machine.drain().filter((event) => event.type === 'escalation.step').map((event) => event.data)).toMatchObject([{ step: 0, lastResort: false }, { step: 1, lastResort: false }]);
    expect(machine.state.policies).toHaveLength(2);
  });

  test('menus offer what the rules allow', () => {
    expect(allowedCommands(openCase(START, 'high').state, ['analyst'])).toEqual(['acknowledge', 'assign', 'comment', 'rate', 'stop_clock', 'silence']);
    expect(allowedCommands(worked().state, ['lead'])).toEqual(['unacknowledge', 'assign', 'comment', 'hold', 'rate', 'contain', 'stop_clock', 'resolve']);
    expect(allowedCommands(resolved().state, ['analyst'])).toEqual(['comment', 'close', 'reopen']);
    expect(allowedCommands(closed().state, ['analyst'])).toEqual(['reopen']);
    expect(allowedCommands(worked().state, ['customer-engineer'])).toEqual(['comment']);
    expect(allowedCommands(worked().state, ['auditor'])).toEqual([]);
  });
});
