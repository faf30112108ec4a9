import type { FindingRecord } from '@watchfloor/clickhouse';
import { caseSeverityOf } from '@watchfloor/core';
import type { OpenCaseInput } from '@watchfloor/temporal';

const NO_ID = '00000000-0000-0000-0000-000000000000';
const TITLE_LENGTH = 200;
/** What matched may be as long as a log line, and what opens a case must fit one message. */
const SUMMARY_LENGTH = 10_000;
const OTHERS_SHOWN = 5;

/** What a case is opened with, from its findings (one at least); the gravest and earliest of them leads. Times in ms. */
export function openCaseInput(tenantId: string, caseId: string, findings: readonly FindingRecord[], linkedCaseId?: string): OpenCaseInput {
  const ordered = [...findings].sort((a, b) => b.severityId - a.severityId || a.timeUs - b.timeUs || (a.findingId < b.findingId ? -1 : 1));
  const [lead, ...others] = ordered;
  if (lead === undefined) throw new Error('a case needs a finding');
  return {
    caseId,
    tenantId,
    siteId: idOrNull(lead.siteId),
    groupKey: lead.groupKey,
    detectionId: lead.detectionId,
    title: clip(lead.title),
    summary: clip(summaryOf(lead, others), SUMMARY_LENGTH),
    severity: caseSeverityOf(lead.severityId),
    primaryAssetId: idOrNull(lead.assetId),
    techniques: [...new Set(ordered.flatMap((finding) => finding.techniques))].sort(),
    firstEventAt: Math.min(...findings.map(firstEventMs)),
    findings: ordered.map((finding) => ({ id: finding.findingId, timeMs: firstEventMs(finding), severityId: finding.severityId, title: clip(finding.title) })),
    ...(linkedCaseId === undefined ? {} : { linkedCaseId }),
  };
}

/** What an analyst needs before anything else: who did what to what, when and where, which rule that breaks, what to do next. */
function summaryOf(lead: FindingRecord, others: readonly FindingRecord[]): string {
  const also = [...new Set(others.map((finding) => finding.title).filter((title) => title !== lead.title))];
  const more = also.length > OTHERS_SHOWN ? [`and ${also.length - OTHERS_SHOWN} more`] : [];
  const parts = [
    lead.reason,
    ...(also.length === 0 ? [] : [`Also seen:\n${[...also.slice(0, OTHERS_SHOWN), ...more].map((title) => `- ${title}`).join('\n')}`]),
    ...(lead.nextSteps.length === 0 ? [] : [`Next:\n${lead.nextSteps.map((step, i) => `${i + 1}. ${step}`).join('\n')}`]),
  ];
  return parts.join('\n\n');
}

/** A finding that stands for a window has the window's start as its time and the time it was seen among its fields. */
function firstEventMs(finding: FindingRecord): number {
  const observed = Date.parse(finding.matched['observed_at'] ?? '');
  return Number.isNaN(observed) ? Math.floor(finding.timeUs / 1000) : observed;
}

function idOrNull(id: string): string | null {
  return id === '' || id === NO_ID ? null : id;
}

function clip(text: string, length = TITLE_LENGTH): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
