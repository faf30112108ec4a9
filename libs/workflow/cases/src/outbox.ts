import type { CaseState, LedgerEvent } from '@watchfloor/cases';
import { isCancellation, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { CaseActivities } from './case-activities.ts';

const BATCH = 200;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

const { recordCase } = proxyLocalActivities<CaseActivities>({
  startToCloseTimeout: '10s',
  localRetryThreshold: '1s',
  retry: { initialInterval: '100ms', backoffCoefficient: 3, maximumAttempts: 3 },
});

/**
 * Ledger events on their way to PostgreSQL: in order, one batch at a time, each row once (its key is tenant, case, seq).
 * A database that is down delays rows and never a clock; pauses are workflow timers, so a run may continue as new in one.
 */
export class Outbox {
  /** Sequence number up to which the record is complete. */
  recordedTo: number;
  /** An attempt is under way: not the moment to continue as new. */
  writing = false;
  readonly #events: LedgerEvent[];
  #flushing = false;

  constructor(carried: LedgerEvent[], recordedTo: number) {
    this.#events = carried;
    this.recordedTo = recordedTo;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  get pending(): LedgerEvent[] {
    return this.#events;
  }

  add(events: readonly LedgerEvent[]): void {
    this.#events.push(...events);
  }

  /** Sends what there is; returns when the outbox is empty. A second call while one runs does nothing. */
  async flush(state: () => CaseState): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.isEmpty) {
      if (await this.#write(this.#events.slice(0, BATCH), state())) pauseMs = FIRST_PAUSE_MS;
      else {
        await sleep(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
    this.#flushing = false;
  }

  async #write(events: LedgerEvent[], state: CaseState): Promise<boolean> {
    this.writing = true;
    try {
      await recordCase({ tenantId: state.tenantId, caseId: state.caseId, events, state });
    } catch (error) {
      if (isCancellation(error)) throw error;
      return false;
    } finally {
      this.writing = false;
    }
    this.#events.splice(0, events.length);
    this.recordedTo = events.at(-1)?.seq ?? this.recordedTo;
    return true;
  }
}
