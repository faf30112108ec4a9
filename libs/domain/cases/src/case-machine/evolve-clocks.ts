import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { ClockFact } from '../sla/clock-run.ts';
import type { CaseState, ClockRecord } from '../states/case-state.ts';
import { addClockFact, refreshClocks } from './refresh-clocks.ts';

/** Clock facts and what is on record about clocks after an event. */
export function evolveClocks(state: CaseState, event: LedgerEvent): void {
  switch (event.type) {
    case 'contract.changed':
      state.policies.push(event.data.policy);
      break;
    case 'case.resumed':
      // A resume that was received before the hold ended by itself takes the place of that end.
      state.facts = state.facts.filter((fact) => !(fact.kind === 'resume' && fact.automatic && fact.at > event.at));
      break;
    case 'sla.warning':
      updateRecord(state, event.data.clock, (record) => ({ ...record, warned: [...record.warned, event.data.percent] }));
      break;
    case 'sla.breached':
      updateRecord(state, event.data.clock, (record) => ({ ...record, breach: { at: event.data.dueAt, noticedAt: event.data.noticedAt } }));
      break;
    case 'sla.breach_retracted':
      updateRecord(state, event.data.clock, (record) => ({ ...record, breach: null }));
      break;
    default:
  }
  const fact = clockFactOf(state, event);
  if (fact !== null) addClockFact(state, fact, event.recordedAt);
}

/** The fact about clocks in a ledger event, or null. */
function clockFactOf(state: CaseState, event: LedgerEvent): ClockFact | null {
  const { at } = event;
  switch (event.type) {
    case 'case.acknowledged':
      return { kind: 'stop', at, clock: 'acknowledge' };
    case 'case.customer_notified':
      return { kind: 'stop', at, clock: 'notify_customer' };
    case 'case.contained':
      return { kind: 'stop', at, clock: 'contain' };
    case 'clock.stopped':
      return { kind: 'stop', at, clock: event.data.clock };
    case 'case.held':
      return { kind: 'hold', at };
    case 'case.resumed':
      return { kind: 'resume', at, automatic: event.data.by === 'end' };
    case 'case.rated':
      return event.data.severity === event.data.from ? null : { kind: 'rate', at, severity: event.data.severity };
    case 'case.resolved':
      return { kind: 'resolve', at, contained: event.data.verdict === 'true_positive' };
    case 'case.reopened':
      return { kind: 'reopen', at };
    case 'contract.changed':
      return { kind: 'contract', at, revision: state.policies.length - 1 };
    default:
      return null;
  }
}

function updateRecord(state: CaseState, name: string, change: (record: ClockRecord) => ClockRecord): void {
  const clock = state.clocks[name];
  if (clock === undefined) return;
  state.clocks[name] = { ...clock, record: change(clock.record) };
  refreshClocks(state);
}
