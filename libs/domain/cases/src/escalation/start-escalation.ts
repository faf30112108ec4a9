import type { Recorder } from '../case-machine/recorder.ts';
import type { LedgerData } from '../ledger/ledger-event.ts';
import { firstDueAt } from './escalation-chain.ts';

/** Starts the chain of the case's severity from its first step. */
export function startEscalation(recorder: Recorder, at: number, cause: LedgerData['escalation.started']['cause']): void {
  const { state } = recorder;
  const plan = recorder.plan();
  recorder.recordAsSystem('escalation.started', at, { chain: state.escalation.chain + 1, severity: state.severity, cause, nextAt: firstDueAt(plan, state.severity, at) });
}
