import { evolve } from '../case-machine/evolve.ts';
import type { Policy } from '../policy.ts';
import type { CaseState } from '../states/case-state.ts';
import type { LedgerEvent } from './ledger-event.ts';
import { openState } from './open-state.ts';

/**
 * The state of a case rebuilt from nothing but its ledger and the policy that it opened with (a changed one is in the
 * ledger). Throws when a row is missing or out of order.
 */
export function replayLedger(events: readonly LedgerEvent[], policy: Policy): CaseState {
  const [opened, ...rest] = events;
  if (opened?.type !== 'case.opened') throw new Error('a ledger begins with case.opened');
  const state = openState(opened, policy);
  for (const event of rest) evolve(state, event);
  return state;
}
