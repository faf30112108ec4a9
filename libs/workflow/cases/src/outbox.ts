import type { CaseState, LedgerEvent } from '@watchfloor/cases';
import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { CaseActivities, CaseRecord } from './case-activities.ts';

const BATCH = 200;

const quick = proxyLocalActivities<CaseActivities>({ startToCloseTimeout: '5s', retry: { maximumAttempts: 1 } });
const patient = proxyActivities<CaseActivities>({ startToCloseTimeout: '15s', retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' } });

/**
 * Ledger events on their way to PostgreSQL: in order, one batch at a time, each row once (its key is tenant, case, seq).
 * A local activity writes them in the same workflow task. When that fails, an activity takes over and tries until it works:
 * it holds up no workflow task and adds nothing to the history, so a database that is down delays rows and never a clock.
 */
export class Outbox {
  /** Sequence number up to which the record is complete. */
  recordedTo: number;
  /** A batch is under way. */
  writing = false;
  readonly #events: LedgerEvent[];

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
    if (this.writing) return;
    this.writing = true;
    while (!this.isEmpty) {
      const events = this.#events.slice(0, BATCH);
      const { tenantId, caseId } = state();
      await write({ tenantId, caseId, events, state: state() });
      this.#events.splice(0, events.length);
      this.recordedTo = events.at(-1)?.seq ?? this.recordedTo;
    }
    this.writing = false;
  }
}

async function write(record: CaseRecord): Promise<void> {
  try {
    await quick.recordCase(record);
  } catch (error) {
    if (isCancellation(error)) throw error;
    await patient.recordCase(record);
  }
}
