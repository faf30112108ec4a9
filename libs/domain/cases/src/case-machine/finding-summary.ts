import type { FindingSummary } from '../states/case-state.ts';
import type { CaseFinding } from './command.ts';

/** How many ids of findings a case remembers to leave out repeats. */
export const REMEMBERED_FINDINGS = 512;

/** The findings that the case does not remember, each once. */
export function freshFindings(summary: FindingSummary, findings: readonly CaseFinding[]): CaseFinding[] {
  const known = new Set(summary.recentIds);
  return findings.filter((finding) => {
    if (known.has(finding.id)) return false;
    known.add(finding.id);
    return true;
  });
}

/** The summary with these findings added. */
export function recallFindings(summary: FindingSummary, findings: readonly CaseFinding[]): FindingSummary {
  const times = findings.map((finding) => finding.timeMs);
  const first = summary.count === 0 ? times : [summary.firstAt, ...times];
  const last = summary.count === 0 ? times : [summary.lastAt, ...times];
  return {
    count: summary.count + findings.length,
    firstAt: first.length === 0 ? summary.firstAt : Math.min(...first),
    lastAt: last.length === 0 ? summary.lastAt : Math.max(...last),
    recentIds: [...summary.recentIds, ...findings.map((finding) => finding.id)].slice(-REMEMBERED_FINDINGS),
  };
}
