import type { Recorder } from './recorder.ts';

/** Puts a resolved or closed case back to work; the caller starts its escalation. */
export function reopenCase(recorder: Recorder, at: number, reason: string): void {
  const { status } = recorder.state;
  if (status !== 'resolved' && status !== 'closed') return;
  recorder.record('case.reopened', at, { reason, from: status });
}
