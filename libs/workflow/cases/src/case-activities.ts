import type { CaseState, EscalationStepData, LedgerEvent, NoticeReport, Policy } from '@watchfloor/cases';

/** A case's identity in every activity's input; the activity checks it against the workflow id. */
export interface CaseIdentity {
  tenantId: string;
  caseId: string;
}

/** Ledger events that are not recorded yet, in order, with the state after the last of the case. */
export interface CaseRecord extends CaseIdentity {
  events: LedgerEvent[];
  state: CaseState;
}

export interface NoticeOrder extends CaseIdentity {
  step: EscalationStepData;
  /** The workflow's time when it ordered the notices, epoch ms: who is on call then is told. */
  now: number;
}

export interface NoticeSettlement extends NoticeOrder {
  /** Why nothing more is sent. */
  reason: string;
}

/** What the case workflow asks of the outside world; `apps/cases/src/activities` answers. */
export interface CaseActivities {
  /** The tenant's contract compiled from `fromMs` on; the provider's default when it has none. */
  loadContract(input: { tenantId: string; fromMs: number }): Promise<Policy>;
  /** The state that the record holds, or null for a case that was never recorded. */
  loadCase(input: CaseIdentity): Promise<CaseState | null>;
  /** Writes ledger rows, the case row, clocks and findings in one transaction. The same events again change nothing. */
  recordCase(input: CaseRecord): Promise<void>;
  /** Sends the notices of one step that are not delivered yet. Fails while one may still succeed; then it is called again. */
  notify(input: NoticeOrder): Promise<NoticeReport>;
  /** Ends the step: what is not delivered by now is failed. */
  settleNotices(input: NoticeSettlement): Promise<NoticeReport>;
}
