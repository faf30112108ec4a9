import { CASE_SEVERITIES, caseSeverityOf, type CaseSeverity } from '@watchfloor/core';
import { startEscalation } from '../escalation/start-escalation.ts';
import { isOpenStatus } from '../states/case-status.ts';
import { isHigher, rateCase } from './change-severity.ts';
import type { CaseFinding, CommandOf } from './command.ts';
import { freshFindings } from './finding-summary.ts';
import type { Recorder } from './recorder.ts';
import { reopenCase } from './reopen-case.ts';

/** New findings reopen a resolved or closed case and raise its severity unless an analyst rated it; repeats change nothing. */
export function carryOutJoin(recorder: Recorder, command: CommandOf<'join'>, at: number): void {
  const { state } = recorder;
  const fresh = freshFindings(state.findings, command.findings);
  if (fresh.length === 0) return;
  const reopens = !isOpenStatus(state.status);
  recorder.record('case.joined', at, { findings: fresh, count: fresh.length });
  if (reopens) reopenCase(recorder, Math.max(at, state.statusSince), 'new findings of the same kind arrived');
  const severity = highestSeverity(fresh);
  const raises = state.severityBy === 'findings' && isHigher(severity, state.severity);
  const since = reopens ? state.statusSince : at;
  if (raises) rateCase(recorder, since, severity, 'a joined finding is more severe', 'findings');
  if (reopens || raises) startEscalation(recorder, since, reopens ? 'reopened' : 'raised');
}

function highestSeverity(findings: readonly CaseFinding[]): CaseSeverity {
  const ranks = findings.map((finding) => CASE_SEVERITIES.indexOf(caseSeverityOf(finding.severityId)));
  return CASE_SEVERITIES[Math.max(...ranks)] ?? 'low';
}
