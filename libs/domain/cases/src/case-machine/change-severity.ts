import { CASE_SEVERITIES, type CaseSeverity } from '@watchfloor/core';
import { startEscalation } from '../escalation/start-escalation.ts';
import type { Recorder } from './recorder.ts';

/** True when the first severity is above the second. */
export function isHigher(severity: CaseSeverity, than: CaseSeverity): boolean {
  return CASE_SEVERITIES.indexOf(severity) > CASE_SEVERITIES.indexOf(than);
}

/** Re-rates the case; a rise starts the chain of the new severity. */
export function changeSeverity(recorder: Recorder, at: number, severity: CaseSeverity, reason: string, by: 'findings' | 'analyst'): void {
  const raises = isHigher(severity, recorder.state.severity);
  rateCase(recorder, at, severity, reason, by);
  if (raises) startEscalation(recorder, at, 'raised');
}

/** Re-rates the case and leaves its escalation alone. */
export function rateCase(recorder: Recorder, at: number, severity: CaseSeverity, reason: string, by: 'findings' | 'analyst'): void {
  recorder.record('case.rated', at, { from: recorder.state.severity, severity, reason, by });
}
