import type { Actor, CaseSeverity } from '@watchfloor/core';
import type { CaseFinding } from '../case-machine/command.ts';
import type { EscalationTarget } from '../escalation/escalation-plan.ts';
import type { EscalationStop } from '../escalation/escalation-state.ts';
import type { Policy } from '../policy.ts';
import type { Verdict } from '../states/verdict.ts';

/** A step of the chain that is due: the workflow sends its notices and reports back with `recordNotices`. */
export interface EscalationStepData {
  readonly chain: number;
  /** Counted over the whole life of the case: (round, step) comes once. */
  readonly round: number;
  readonly step: number;
  /** Targets whose hours are open; empty = nobody can be reached now, and the next step runs at once. */
  readonly targets: readonly EscalationTarget[];
  /** Targets left out because their hours are closed. */
  readonly outsideHours: readonly EscalationTarget[];
  /** Empty = every channel that the recipient has. */
  readonly channels: readonly string[];
  readonly important: boolean;
  readonly lastResort: boolean;
  /** Epoch ms. */
  readonly dueAt: number;
  /** Noticed more than a minute after it was due. */
  readonly late: boolean;
  /** When the step after it is due: notices are retried until then. */
  readonly nextAt: number;
  /** Repetitions of the last resort that an outage swallowed; they are not sent one after the other. */
  readonly missed: number;
}

interface NoticeData {
  readonly round: number;
  readonly step: number;
  readonly recipient: string;
  readonly channel: string;
  readonly late: boolean;
}

/** Data of each ledger type. Times in epoch ms, durations in ms. */
export interface LedgerData {
  'case.opened': {
    readonly tenantId: string;
    readonly caseId: string;
    readonly siteId: string | null;
    readonly groupKey: string;
    readonly detectionId: string;
    readonly title: string;
    readonly summary: string;
    readonly techniques: readonly string[];
    readonly primaryAssetId: string | null;
    readonly linkedCaseId: string | null;
    readonly severity: CaseSeverity;
    readonly firstEventAt: number | null;
    readonly findings: readonly CaseFinding[];
    readonly contractVersion: number;
    readonly tzdb: string;
  };
  'case.acknowledged': { readonly note?: string | undefined };
  'case.unacknowledged': { readonly reason: string };
  'case.acknowledgement_expired': { readonly by: string };
  'case.assigned': { readonly assignee: string };
  'case.commented': { readonly body: string };
  'case.held': { readonly reason: string; readonly until: number; readonly note?: string | undefined };
  'case.resumed': { readonly by: 'end' | 'person' | 'customer'; readonly note?: string | undefined };
  'case.rated': { readonly from: CaseSeverity; readonly severity: CaseSeverity; readonly reason: string; readonly by: 'findings' | 'analyst' };
  'case.contained': { readonly note?: string | undefined };
  'case.customer_notified': { readonly via: 'comment' | 'notice'; readonly recipient?: string | undefined };
  'case.resolved': { readonly verdict: Verdict; readonly reason: string; readonly duplicateOf?: string | undefined };
  'case.closed': { readonly note?: string | undefined };
  'case.reopened': { readonly reason: string; readonly from: 'resolved' | 'closed' };
  'case.joined': { readonly findings: readonly CaseFinding[]; readonly count: number };
  'clock.stopped': { readonly clock: string; readonly note?: string | undefined };
  'contract.changed': { readonly contractVersion: number; readonly tzdb: string; readonly reason: string; readonly policy: Policy };
  'sla.warning': { readonly clock: string; readonly percent: number; readonly dueAt: number | null };
  'sla.breached': { readonly clock: string; readonly dueAt: number; readonly noticedAt: number };
  'sla.breach_retracted': { readonly clock: string; readonly was: number };
  'escalation.started': { readonly chain: number; readonly severity: CaseSeverity; readonly cause: 'opened' | 'reopened' | 'unacknowledged' | 'raised' | 'silence_ended'; readonly nextAt: number };
  'escalation.stopped': { readonly chain: number; readonly cause: EscalationStop };
  'escalation.silenced': { readonly until: number; readonly reason: string };
  'escalation.step': EscalationStepData;
  'escalation.nobody': { readonly round: number; readonly step: number; readonly cause: 'unresolved' | 'outside_hours' };
  'notice.delivered': NoticeData;
  'notice.failed': NoticeData & { readonly error: string };
}

export type LedgerType = keyof LedgerData;

/** One row of a case's ledger: who, when, what. `at` is when it counts, `recordedAt` when the workflow saw it. */
export interface LedgerRow<T extends LedgerType> {
  readonly seq: number;
  readonly type: T;
  readonly at: number;
  readonly recordedAt: number;
  readonly actor: Actor;
  /** Idempotency key of the command that caused it; null for what time caused. */
  readonly key: string | null;
  readonly visibility: 'internal' | 'customer';
  readonly data: LedgerData[T];
}

export type LedgerEvent = { [T in LedgerType]: LedgerRow<T> }[LedgerType];
export type LedgerEventOf<T extends LedgerType> = LedgerRow<T>;
export type EscalationStepEvent = LedgerRow<'escalation.step'>;
