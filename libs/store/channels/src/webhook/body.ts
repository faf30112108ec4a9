import type { Notice } from '../notice.ts';

/** The JSON that a webhook carries. `version` rises only when a field changes meaning or goes; new fields may appear at any time. */
export function renderBody(notice: Notice): string {
  return JSON.stringify({
    version: 1,
    type: `case.${notice.kind}`,
    id: notice.key,
    tenant: { id: notice.tenantId, name: notice.tenantName },
    case: {
      id: notice.caseId,
      number: notice.caseNumber,
      title: notice.title,
      summary: notice.summary,
      severity: notice.severity,
      status: notice.status,
      openedAt: new Date(notice.openedAt).toISOString(),
      nextDueAt: notice.nextDueAt === undefined ? null : new Date(notice.nextDueAt).toISOString(),
      url: notice.url ?? null,
    },
    escalation: {
      round: notice.round,
      step: notice.step,
      dueAt: new Date(notice.dueAt).toISOString(),
      important: notice.important,
      late: notice.late,
    },
  });
}
