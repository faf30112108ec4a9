import type { Recorder } from '../case-machine/recorder.ts';
import type { EscalationStop } from './escalation-state.ts';

/** Stops the running or silenced chain, if there is one. */
export function stopEscalation(recorder: Recorder, at: number, cause: EscalationStop): void {
  const { escalation } = recorder.state;
  if (escalation.active || escalation.silencedUntil !== null) recorder.recordAsSystem('escalation.stopped', at, { chain: escalation.chain, cause });
}
