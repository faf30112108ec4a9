import { proxyActivities } from '@temporalio/workflow';

/** An open case that nobody has acknowledged and that nothing will push further: there must be none. */
export interface StrandedCase {
  tenantId: string;
  caseId: string;
  number: number;
  why: 'no next step' | 'next step is overdue';
}

export interface AuditActivities {
  /** Looks through the open cases of every tenant in the record; what it finds is logged as an error and counted in a metric. */
  auditEscalations(): Promise<StrandedCase[]>;
}

const { auditEscalations } = proxyActivities<AuditActivities>({ startToCloseTimeout: '5m', retry: { maximumAttempts: 3 } });

/** Started by a schedule; its result is the list, which is always empty when all is well. */
export async function escalationAuditWorkflow(): Promise<StrandedCase[]> {
  return auditEscalations();
}
