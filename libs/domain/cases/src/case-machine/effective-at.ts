import type { CaseState } from '../states/case-state.ts';
import type { CommandType } from './command.ts';
import type { Envelope } from './envelope.ts';
import { BACKDATE_MS } from './refresh-clocks.ts';

const MOVES_STATUS: ReadonlySet<CommandType> = new Set(['acknowledge', 'unacknowledge', 'hold', 'resume', 'resolve', 'close', 'reopen']);

/**
 * When a command counts: when the API received it, at most 15 minutes before it is processed, never before the case was
 * opened, and for one that changes the status never before the person's act that led to the present status.
 */
export function effectiveAt(state: CaseState, envelope: Envelope, now: number): number {
  const received = Math.max(envelope.receivedAt, now - BACKDATE_MS, state.milestones.opened);
  const at = MOVES_STATUS.has(envelope.command.type) ? Math.max(received, statusSettledAt(state)) : received;
  return Math.min(now, at);
}

/** True when the last hold ended by its own end, later than `at`: a resume received at `at` ended it before. */
export function endsPastHold(state: CaseState, at: number): boolean {
  const { hold } = state;
  return state.status === 'in_progress' && hold !== null && hold.endedBy === 'end' && hold.endedAt !== null && hold.at <= at && at < hold.endedAt;
}

function statusSettledAt(state: CaseState): number {
  const { hold } = state;
  const endedByItself = hold !== null && hold.endedBy === 'end' && hold.endedAt === state.statusSince;
  return endedByItself ? hold.at : state.statusSince;
}
