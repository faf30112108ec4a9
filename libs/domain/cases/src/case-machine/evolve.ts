import type { LedgerEvent } from '../ledger/ledger-event.ts';
import { evolveCase } from './evolve-case.ts';
import { evolveClocks } from './evolve-clocks.ts';
import { evolveEscalation } from './evolve-escalation.ts';
import type { CaseState } from '../states/case-state.ts';

/** How many idempotency keys a case remembers. */
export const REMEMBERED_KEYS = 512;

/** Changes the state by one ledger event, in place. Live or replayed, this is the only thing that changes a case. */
export function evolve(state: CaseState, event: LedgerEvent): void {
  if (event.seq !== state.seq + 1) throw new Error(`ledger row ${event.seq} does not follow row ${state.seq}`);
  evolveCase(state, event);
  evolveClocks(state, event);
  evolveEscalation(state, event);
  state.seq = event.seq;
  if (event.key !== null && !state.seen.includes(event.key)) {
    state.seen.push(event.key);
    if (state.seen.length > REMEMBERED_KEYS) state.seen.splice(0, state.seen.length - REMEMBERED_KEYS);
  }
}

