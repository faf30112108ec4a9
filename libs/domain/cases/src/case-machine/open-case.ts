import type { Actor } from '@watchfloor/core';
import { startEscalation } from '../escalation/start-escalation.ts';
import type { LedgerEvent, LedgerEventOf } from '../ledger/ledger-event.ts';
import { openState } from '../ledger/open-state.ts';
import type { CaseState } from '../states/case-state.ts';
import { freshFindings } from './finding-summary.ts';
import type { OpenInput } from './open-input.ts';
import { Recorder } from './recorder.ts';

const DETECT: Actor = { kind: 'service', id: 'detect', name: 'detect', org: 'system', roles: [] };

/** The state of a case that has just been opened; its first events are appended to `events`. */
export function openCase(input: OpenInput, events: LedgerEvent[]): CaseState {
  const opened: LedgerEventOf<'case.opened'> = {
    seq: 1,
    type: 'case.opened',
    at: input.openedAt,
    recordedAt: input.openedAt,
    actor: input.by ?? DETECT,
    key: input.key ?? null,
    visibility: 'customer',
    data: {
      tenantId: input.tenantId,
      caseId: input.caseId,
      siteId: input.siteId ?? null,
      groupKey: input.groupKey,
      detectionId: input.detectionId,
      title: input.title,
      summary: input.summary,
      techniques: input.techniques,
      primaryAssetId: input.primaryAssetId ?? null,
      linkedCaseId: input.linkedCaseId ?? null,
      severity: input.severity,
      firstEventAt: input.firstEventAt ?? null,
      findings: freshFindings({ count: 0, firstAt: 0, lastAt: 0, recentIds: [] }, input.findings),
      contractVersion: input.policy.contractVersion,
      tzdb: input.policy.tzdb,
    },
  };
  const state = openState(opened, input.policy);
  events.push(opened);
  startEscalation(new Recorder(state, input.openedAt, events), input.openedAt, 'opened');
  return state;
}
