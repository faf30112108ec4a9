import { describe, expect, test } from 'vitest';
import type { CaseMachine, EscalationStepEvent, LedgerEvent, Policy } from '../src/index.ts';
import { ANALYST, CUSTOMER, DAY, DETECT, give, HOUR, MINUTE, ms, openCase, POLICY } from './contract-fixture.ts';

const START = ms('2026-12-07T09:00:00Z');
const isStep = (event: LedgerEvent): event is EscalationStepEvent => event.type === 'escalation.step';

function steps(machine: CaseMachine): EscalationStepEvent[] {
  return machine.drain().filter(isStep);
}
/** Ticks exactly when the machine asks to be woken, until `until`. */
function run(machine: CaseMachine, until: number): void {
  for (let wake = machine.nextWake(); wake !== null && wake <= until; wake = machine.tick(wake));
}
const at = (machine: CaseMachine): [number, number, number][] => steps(machine).map((event) => [(event.at - START) / MINUTE, event.data.round, event.data.step]);

describe('an escalation chain', () => {
  test('runs its steps by their waits, repeats its rounds, then pages the last resort for ever', () => {
    const machine = openCase(START, 'critical');
    run(machine, START + 200 * MINUTE);
    expect(at(machine)).toEqual([[0, 1, 0], [5, 1, 1], [15, 2, 0], [75, 3, 0], [135, 4, 0], [195, 5, 0]]);
  });

  test('repeats as often as the contract says', () => {
    const machine = openCase(START, 'high');
    run(machine, START + 300 * MINUTE);
    const found = steps(machine);
    expect(found.filter((event) => !event.data.lastResort).map((event) => event.data.round)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
    expect(found.find((event) => event.data.lastResort)?.data.targets).toEqual([{ kind: 'person', id: 'boss' }]);
  });

  test('reads hours on the target’s own wall clock and never skips a step silently', () => {
    // 09:30Z is 15:15 in Kathmandu (office open), 10:30 in Berlin; 12:00Z is 17:45 in Kathmandu (closed), 13:00 in Berlin.
    const open = openCase(START, 'high');
    run(open, START + 30 * MINUTE);
    expect(steps(open).at(-1)?.data).toMatchObject({ step: 2, outsideHours: [], targets: [{ kind: 'person', id: 'olga' }, { kind: 'channel', id: 'webhook' }] });
    const closed = openCase(START + 3 * HOUR, 'high');
    run(closed, START + 3 * HOUR + 30 * MINUTE);
    expect(steps(closed).at(-1)?.data).toMatchObject({ step: 2, outsideHours: [{ kind: 'person', id: 'olga' }], targets: [{ kind: 'channel', id: 'webhook' }] });
  });

  test('records a step outside everybody’s hours as such and runs the next at once', () => {
    const machine = openCase(ms('2026-12-05T09:00:00Z'), 'high', { policy: withoutChannel() });
    run(machine, ms('2026-12-05T09:30:00Z'));
    const rows = machine.drain().filter((event) => event.type === 'escalation.step' || event.type === 'escalation.nobody');
    expect(rows.slice(2).map((event) => [event.type, event.at - ms('2026-12-05T09:30:00Z')])).toEqual([['escalation.step', 0], ['escalation.nobody', 0], ['escalation.step', 0]]);
    expect(rows.at(-1)).toMatchObject({ data: { round: 2, step: 0 } });
  });

  test('a step whose targets resolve to nobody is recorded and the next runs at once', () => {
    const machine = openCase(START, 'high');
    machine.tick(START);
    machine.recordNotices({ key: 'n-1', round: 1, step: 0, results: [] }, START + 2_000);
    machine.recordNotices({ key: 'n-1', round: 1, step: 0, results: [] }, START + 3_000);
    const rows = machine.drain();
    expect(rows.filter((event) => event.type === 'escalation.nobody')).toHaveLength(1);
    expect(rows.filter(isStep).map((event) => [event.data.round, event.data.step, event.at - START])).toEqual([[1, 0, 0], [1, 1, 2_000]]);
  });

  test('after an outage due steps run once each, in order, marked late', () => {
    const machine = openCase(START, 'critical');
    machine.tick(START);
    machine.tick(START + 3 * HOUR);
    const found = steps(machine);
    expect(found.map((event) => [event.data.round, event.data.step, event.data.late, event.data.lastResort])).toEqual([[1, 0, false, false], [1, 1, true, false], [2, 0, true, true]]);
    // Repetitions of the last resort that the outage swallowed are counted, not sent one after the other.
    expect(found.at(-1)?.data).toMatchObject({ missed: 2 });
    expect(machine.state.escalation.nextAt).toBe(START + 195 * MINUTE);
    expect(machine.state.escalation.round).toBe(5);
  });

  test('stops at acknowledge', () => {
    const machine = openCase(START, 'high');
    run(machine, START + MINUTE);
    give(machine, { type: 'acknowledge' }, ANALYST, START + 2 * MINUTE);
    expect(machine.state.escalation).toMatchObject({ active: false, nextAt: null, stoppedBy: 'acknowledged' });
    machine.drain();
    run(machine, START + HOUR);
    expect(steps(machine)).toEqual([]);
  });

  test('is silent until the end of a silence, then starts again from the first step', () => {
    const machine = openCase(START, 'high');
    run(machine, START + MINUTE);
    give(machine, { type: 'silence', until: START + 40 * MINUTE, reason: 'test drive announced' }, ANALYST, START + 2 * MINUTE);
    machine.drain();
    run(machine, START + 45 * MINUTE);
    expect(at(machine)).toEqual([[40, 2, 0]]);
  });

  test('starts again from the first step at a rise in severity, with that severity’s chain', () => {
    const machine = openCase(START, 'high');
    run(machine, START + 12 * MINUTE);
    machine.drain();
    give(machine, { type: 'join', findings: [{ id: 'f-2', timeMs: START, severityId: 5, title: 'stop command' }] }, DETECT, START + 13 * MINUTE);
    run(machine, START + 20 * MINUTE);
    expect(at(machine)).toEqual([[13, 2, 0], [18, 2, 1]]);
    expect(machine.state.severity).toBe('critical');
  });

  test('a rise after the acknowledgement escalates again, and an acknowledgement stops it again', () => {
    const machine = openCase(START, 'high');
    give(machine, { type: 'acknowledge' }, ANALYST, START + MINUTE);
    give(machine, { type: 'join', findings: [{ id: 'f-2', timeMs: START, severityId: 5, title: 'stop command' }] }, DETECT, START + 3 * MINUTE);
    expect(machine.state.escalation.active).toBe(true);
    give(machine, { type: 'acknowledge' }, ANALYST, START + 4 * MINUTE);
    expect(machine.state.escalation.active).toBe(false);
    expect(machine.state.milestones.acknowledged).toBe(START + MINUTE);
  });

  test('starts again at reopen and at un-acknowledge', () => {
    const machine = openCase(START, 'high');
    give(machine, { type: 'acknowledge' }, ANALYST, START + MINUTE);
    give(machine, { type: 'unacknowledge', reason: 'wrong case' }, ANALYST, START + 2 * MINUTE);
    expect(machine.state).toMatchObject({ status: 'new', escalation: { active: true, step: 1 } });
    give(machine, { type: 'acknowledge' }, ANALYST, START + 3 * MINUTE);
    give(machine, { type: 'resolve', verdict: 'benign_positive', reason: 'maintenance' }, ANALYST, START + 4 * MINUTE);
    give(machine, { type: 'reopen', reason: 'it was not' }, ANALYST, START + DAY);
    expect(machine.state).toMatchObject({ status: 'in_progress', escalation: { active: true, chain: 3 } });
  });

  test('a notice to the customer stops notify_customer; one to the provider does not', () => {
    const machine = openCase(START, 'high');
    machine.tick(START);
    machine.recordNotices({ key: 'n-1', round: 1, step: 0, results: [{ recipient: 'anna@soc.example', channel: 'email', status: 'delivered', late: false, org: 'provider' }] }, START + 1_000);
    expect(machine.state.milestones.customerNotified).toBeNull();
    machine.recordNotices({ key: 'n-2', round: 1, step: 0, results: [{ recipient: 'olga@water.example', channel: 'email', status: 'failed', error: '550', late: false, org: 'customer' }] }, START + 2_000);
    expect(machine.state.milestones.customerNotified).toBeNull();
    machine.recordNotices({ key: 'n-3', round: 1, step: 0, results: [{ recipient: 'olga@water.example', channel: 'email', status: 'delivered', late: false, org: 'customer', at: START + 2_500 }] }, START + 3_000);
    expect(machine.state.milestones.customerNotified).toBe(START + 2_500);
    expect(machine.state.clocks['notify_customer']).toMatchObject({ phase: 'stopped', stoppedAt: START + 2_500 });
  });

  test('an open case always has a next step or an acknowledgement, even with no chain for its severity', () => {
    const machine = openCase(START, 'low');
    run(machine, START + HOUR);
    expect(steps(machine).map((event) => event.data.lastResort)).toEqual([true]);
    expect(machine.state.escalation.nextAt).toBe(START + 75 * MINUTE);
  });

  test('only people acknowledge, and the customer’s people do not', () => {
    const machine = openCase(START, 'high');
    expect(() => give(machine, { type: 'acknowledge' }, DETECT, START)).toThrow(/needs a person/);
    expect(() => give(machine, { type: 'acknowledge' }, CUSTOMER, START)).toThrow(/needs one of the roles/);
  });
});

/** The fixture's policy with only a customer's person, in office hours, as the third step. */
function withoutChannel(): Policy {
  const high = POLICY.escalation.chains.high;
  if (high === undefined) throw new Error('the fixture has a chain for high');
  const steps = high.steps.map((step) => ({ ...step, targets: step.targets.filter((target) => target.kind !== 'channel') }));
  return { ...POLICY, escalation: { ...POLICY.escalation, chains: { ...POLICY.escalation.chains, high: { ...high, steps } } } };
}
