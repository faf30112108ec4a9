import { escapeHtml } from '@watchfloor/core';
import type { ControlAssessment, ControlStatus } from '../control-status.ts';
import { instant, type AssessmentContext } from '../oscal/assessment-context.ts';
import { table } from './html.ts';

const WORD: Readonly<Record<ControlStatus, string>> = { satisfied: 'Satisfied', not_satisfied: 'Not satisfied', not_assessed: 'Not assessed' };
const STYLE = `body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#111}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}
th{background:#eee}h2{margin-top:2rem;break-after:avoid}tr{break-inside:avoid}@media print{body{margin:0}}`;

function counts(assessments: readonly ControlAssessment[]): string[][] {
  return (Object.keys(WORD) as ControlStatus[]).map((status) => [WORD[status], String(assessments.filter((a) => a.status === status).length)]);
}

function controlRows(context: AssessmentContext): string[][] {
  const titles = new Map(context.framework.controls.map((c) => [c.id, c.title]));
  return context.assessments.map((a) => [a.controlId, titles.get(a.controlId) ?? '', WORD[a.status], a.reason, a.query ?? 'by hand']);
}

function caseRows(context: AssessmentContext): string[][] {
  return context.facts.cases.map((c) => [
    `#${c.number}`,
    c.severity,
    c.status,
    c.verdict ?? '-',
    instant(c.openedAt),
    c.acknowledgedAt === null ? '-' : instant(c.acknowledgedAt),
    c.clocks.map((clock) => `${clock.name}: ${clock.state}`).join(', '),
  ]);
}

function gapRows(context: AssessmentContext): string[][] {
  const names = new Map(context.facts.sensors.map((s) => [s.id, s.name]));
  return context.facts.gaps.map((gap) => [names.get(gap.sensorId) ?? gap.sensorId, instant(gap.from), instant(gap.to), `${Math.round((gap.to - gap.from) / 60_000)} min`]);
}

/** The report of a package, to read and to print: one page, no script, nothing loaded from outside, times in UTC. */
export function renderReport(context: AssessmentContext): string {
  const { facts, framework, assessments } = context;
  const title = escapeHtml(`${facts.tenant.name}: ${framework.title} ${framework.version}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body>
<h1>${title}</h1>
<p>Period ${instant(facts.period.from)} to ${instant(facts.period.to)}. Snapshot ${instant(facts.snapshotAt)}. All times are UTC.</p>
<p>Each status below was derived by a named query from the facts in this package. <code>facts.json</code> holds them, so anyone can derive it again.</p>
<h2>Summary</h2>${table(['Status', 'Controls'], counts(assessments))}
<h2>Controls</h2>${table(['Control', 'Title', 'Status', 'Reason', 'Query'], controlRows(context))}
<h2>Gaps</h2>${facts.gaps.length > 0 ? table(['Sensor', 'From', 'To', 'Length'], gapRows(context)) : '<p>No sensor fell silent.</p>'}
<h2>Cases</h2>${facts.cases.length > 0 ? table(['Case', 'Severity', 'State', 'Verdict', 'Opened', 'Acknowledged', 'Clocks'], caseRows(context)) : '<p>No case was opened.</p>'}
<h2>Record</h2><p>${facts.audit.rows} audit entries; the chain ${facts.audit.intact ? 'is unbroken' : `breaks at entry ${facts.audit.brokenAtSeq}`}. ${facts.unparsedLines} lines could not be parsed and are kept.</p>
</body></html>
`;
}
