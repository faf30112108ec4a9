import type { EscalationStepEvent, NoticeReport } from '@watchfloor/cases';
import { CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { CaseActivities, NoticeOrder } from './case-activities.ts';

const LEAST_MS = 30_000;
const MOST_MS = 3_600_000;

const { settleNotices } = proxyActivities<CaseActivities>({ startToCloseTimeout: '30s', retry: { initialInterval: '1s', maximumInterval: '30s' } });

/** The notices of one escalation step: sent, retried with back-off until the next step is due, then settled. */
export class StepNotices {
  readonly #scope = new CancellationScope({ cancellable: true });
  #stopped = '';

  /** Resolves with what became of each notice; never rejects but when the run itself is cancelled. */
  async send(order: NoticeOrder): Promise<NoticeReport> {
    const { notify } = proxyActivities<CaseActivities>({
      startToCloseTimeout: '60s',
      heartbeatTimeout: '10s',
      scheduleToCloseTimeout: Math.min(MOST_MS, Math.max(LEAST_MS, order.step.nextAt - Date.now())),
      retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '60s' },
    });
    try {
      return await this.#scope.run(() => notify(order));
    } catch (error) {
      if (isCancellation(error) && this.#stopped === '') throw error;
      const reason = this.#stopped || 'not delivered before the next step';
      return CancellationScope.nonCancellable(() => settleNotices({ ...order, reason }));
    }
  }

  /** No more attempts: the escalation has stopped. */
  stop(reason: string): void {
    this.#stopped = reason;
    this.#scope.cancel();
  }
}

/** Key of the report of a step's notices: (round, step) comes once in the life of a case. */
export function reportKey(event: EscalationStepEvent): string {
  return `notices:${event.data.round}:${event.data.step}`;
}
