import { positionAfter } from '../escalation/escalation-chain.ts';
import type { EscalationPlan } from '../escalation/escalation-plan.ts';
import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { CaseState } from '../states/case-state.ts';

/** Where the escalation chain stands after an event. */
export function evolveEscalation(state: CaseState, event: LedgerEvent): void {
  const now = state.escalation;
  switch (event.type) {
    case 'escalation.started': {
      const round = now.round + (now.chain === 0 || now.last !== null ? 1 : 0);
      state.escalation = { chain: event.data.chain, severity: event.data.severity, active: true, startedAt: event.at, round, firstRound: round, step: 0, nextAt: event.data.nextAt, last: null, silencedUntil: null, stoppedBy: null };
      break;
    }
    case 'escalation.stopped':
      state.escalation = { ...now, active: false, nextAt: null, silencedUntil: null, stoppedBy: event.data.cause };
      break;
    case 'escalation.silenced':
      state.escalation = { ...now, active: false, nextAt: null, silencedUntil: event.data.until, stoppedBy: 'silenced' };
      break;
    case 'escalation.step': {
      const { round, step, lastResort, nextAt, missed } = event.data;
      const after = positionAfter(planOf(state), now);
      state.escalation = { ...now, round: after.round + missed, step: after.step, nextAt, last: { round, step, lastResort, nobody: false } };
      break;
    }
    case 'escalation.nobody': {
      const { last } = now;
      if (last === null || last.round !== event.data.round || last.step !== event.data.step) break;
      const nextAt = now.active && !last.lastResort ? Math.min(now.nextAt ?? event.at, event.at) : now.nextAt;
      state.escalation = { ...now, nextAt, last: { ...last, nobody: true } };
      break;
    }
    default:
  }
}

function planOf(state: CaseState): EscalationPlan {
  const [policy] = state.policies;
  if (policy === undefined) throw new Error('a case has at least one policy');
  return policy.escalation;
}
