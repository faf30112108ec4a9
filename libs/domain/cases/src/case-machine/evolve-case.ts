import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { CaseState } from '../states/case-state.ts';
import type { CaseStatus } from '../states/case-status.ts';
import { recallFindings } from './finding-summary.ts';

/** Status, people, severity and milestones after an event. */
export function evolveCase(state: CaseState, event: LedgerEvent): void {
  const { at } = event;
  if (isWork(event) && state.acknowledgement !== null) state.acknowledgement.confirmed = true;
  switch (event.type) {
    case 'case.acknowledged':
      if (state.status === 'new') setStatus(state, 'in_progress', at);
      state.assignee ??= event.actor.name;
      state.acknowledgement = { by: event.actor.name, at, confirmed: false };
      state.milestones.acknowledged ??= at;
      break;
    case 'case.unacknowledged':
    case 'case.acknowledgement_expired':
      setStatus(state, 'new', at);
      state.acknowledgement = null;
      break;
    case 'case.assigned':
      state.assignee = event.data.assignee;
      break;
    case 'case.commented':
      state.comments += 1;
      break;
    case 'case.held':
      state.hold = { at, until: event.data.until, reason: event.data.reason, endedAt: null, endedBy: null };
      setStatus(state, 'on_hold', at);
      break;
    case 'case.resumed':
      if (state.hold !== null) state.hold = { ...state.hold, endedAt: at, endedBy: event.data.by };
      setStatus(state, 'in_progress', at);
      break;
    case 'case.rated':
      state.severity = event.data.severity;
      if (event.data.by === 'analyst') state.severityBy = 'analyst';
      break;
    case 'case.contained':
      state.milestones.contained ??= at;
      break;
    case 'case.customer_notified':
      state.milestones.customerNotified ??= at;
      break;
    case 'case.resolved':
      if (state.hold !== null && state.hold.endedAt === null) state.hold = { ...state.hold, endedAt: at, endedBy: 'resolve' };
      state.verdict = event.data.verdict;
      state.duplicateOf = event.data.duplicateOf ?? null;
      state.milestones.resolved ??= at;
      setStatus(state, 'resolved', at);
      break;
    case 'case.closed':
      state.milestones.closed ??= at;
      setStatus(state, 'closed', at);
      break;
    case 'case.reopened':
      state.verdict = null;
      state.duplicateOf = null;
      state.acknowledgement = null;
      setStatus(state, 'in_progress', at);
      break;
    case 'case.joined':
      state.findings = recallFindings(state.findings, event.data.findings);
      break;
    default:
  }
}

const WORK = new Set(['case.assigned', 'case.commented', 'case.held', 'case.resumed', 'case.rated', 'case.contained', 'clock.stopped']);

/** Something the provider's people did, by which an acknowledgement is confirmed. */
function isWork(event: LedgerEvent): boolean {
  return event.actor.kind === 'person' && event.actor.org === 'provider' && WORK.has(event.type);
}

function setStatus(state: CaseState, status: CaseStatus, at: number): void {
  state.status = status;
  state.statusSince = at;
}
