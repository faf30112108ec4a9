import type { CaseSeverity } from '@watchfloor/core';
import type { EscalationState } from '../escalation/escalation-state.ts';
import type { Policy } from '../policy.ts';
import type { ClockFact, ClockFold, ClockRun } from '../sla/clock-run.ts';
import type { CaseStatus } from './case-status.ts';
import type { Verdict } from './verdict.ts';

/** First time of each, epoch ms; once set they never move. */
export interface Milestones {
  firstEvent: number | null;
  opened: number;
  acknowledged: number | null;
  contained: number | null;
  customerNotified: number | null;
  resolved: number | null;
  closed: number | null;
}

/** What has been put on record about a clock. */
export interface ClockRecord {
  /** Percentages that were warned about: each is warned about once. */
  warned: number[];
  /** The breach on record: `at` is the due instant, `noticedAt` when it was seen. */
  breach: { at: number; noticedAt: number } | null;
}

export interface CaseClock extends ClockRun {
  readonly record: ClockRecord;
  /** Next warning, epoch ms. */
  readonly warnAt: number | null;
}

export interface FindingSummary {
  count: number;
  firstAt: number;
  lastAt: number;
  /** Ids of the newest findings (at most 512), to leave out repeats. */
  recentIds: string[];
}

/** The whole case as plain JSON: what the workflow carries and what a reopened case starts from. */
export interface CaseState {
  v: 1;
  tenantId: string;
  caseId: string;
  siteId: string | null;
  groupKey: string;
  detectionId: string;
  title: string;
  summary: string;
  techniques: string[];
  primaryAssetId: string | null;
  linkedCaseId: string | null;
  status: CaseStatus;
  /** When it entered this status. */
  statusSince: number;
  severity: CaseSeverity;
  /** An analyst's word on severity is not overruled by later findings. */
  severityBy: 'findings' | 'analyst';
  assignee: string | null;
  verdict: Verdict | null;
  duplicateOf: string | null;
  milestones: Milestones;
  /** The acknowledgement in force; `confirmed` once its owner did something more. */
  acknowledgement: { by: string; at: number; confirmed: boolean } | null;
  /** The hold in force, or the one that ended last. */
  hold: { at: number; until: number; reason: string; endedAt: number | null; endedBy: 'end' | 'person' | 'customer' | 'resolve' | null } | null;
  findings: FindingSummary;
  comments: number;
  clocks: Record<string, CaseClock>;
  /** Clock facts not yet folded into `base`, by time. */
  facts: ClockFact[];
  base: ClockFold;
  escalation: EscalationState;
  /** Policies by revision: a change of contract, calendar or time zone data adds one. */
  policies: Policy[];
  /** Last sequence number of the ledger. */
  seq: number;
  /** Idempotency keys of the newest 512 commands that changed something. */
  seen: string[];
}
