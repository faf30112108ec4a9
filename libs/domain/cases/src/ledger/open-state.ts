import type { Policy } from '../policy.ts';
import { NO_CLOCKS } from '../sla/fold-clock-facts.ts';
import type { CaseState } from '../states/case-state.ts';
import { recallFindings } from '../case-machine/finding-summary.ts';
import { refreshClocks } from '../case-machine/refresh-clocks.ts';
import type { LedgerEventOf } from './ledger-event.ts';

/** State of a case after its first event, before its escalation starts. */
export function openState(event: LedgerEventOf<'case.opened'>, policy: Policy): CaseState {
  const { at, data } = event;
  const state: CaseState = {
    v: 1,
    tenantId: data.tenantId,
    caseId: data.caseId,
    siteId: data.siteId,
    groupKey: data.groupKey,
    detectionId: data.detectionId,
    title: data.title,
    summary: data.summary,
    techniques: [...data.techniques],
    primaryAssetId: data.primaryAssetId,
    linkedCaseId: data.linkedCaseId,
    status: 'new',
    statusSince: at,
    severity: data.severity,
    severityBy: 'findings',
    assignee: null,
    verdict: null,
    duplicateOf: null,
    milestones: { firstEvent: data.firstEventAt, opened: at, acknowledged: null, contained: null, customerNotified: null, resolved: null, closed: null },
    acknowledgement: null,
    hold: null,
    findings: recallFindings({ count: 0, firstAt: at, lastAt: at, recentIds: [] }, data.findings),
    comments: 0,
    clocks: {},
    facts: [{ kind: 'start', at, severity: data.severity }],
    base: NO_CLOCKS,
    escalation: { chain: 0, severity: data.severity, active: false, startedAt: at, round: 0, firstRound: 0, step: 0, nextAt: null, last: null, silencedUntil: null, stoppedBy: null },
    policies: [policy],
    seq: event.seq,
    seen: event.key === null ? [] : [event.key],
  };
  refreshClocks(state);
  return state;
}
