import { proxyActivities } from '@temporalio/workflow';

export interface RetentionActivities {
  /** Deletes, customer by customer, what the retention in force no longer keeps; a customer for whom it fails does not stop the others. */
  deleteExpiredRows(): Promise<void>;
}

const { deleteExpiredRows } = proxyActivities<RetentionActivities>({ startToCloseTimeout: '2h', heartbeatTimeout: '1m', retry: { initialInterval: '1m', maximumAttempts: 3 } });

/** Started by a schedule, every hour. */
export async function retentionWorkflow(): Promise<void> {
  await deleteExpiredRows();
}
