import type { LedgerEvent } from './ledger-event.ts';

/** A ledger row as the record keeps it. */
export interface StoredLedgerRow {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly recordedAt: Date;
  readonly actor: unknown;
  readonly visibility: string;
  readonly data: unknown;
}

/**
 * A stored row as the event that it was written from, but for its idempotency key, which the record does not keep. What the
 * cases service wrote is trusted: a row of another version may carry a type that this one does not know.
 */
export function ledgerEventOf({ seq, type, at, recordedAt, actor, visibility, data }: StoredLedgerRow): LedgerEvent {
  return { seq, type, at: at.getTime(), recordedAt: recordedAt.getTime(), actor, key: null, visibility, data } as unknown as LedgerEvent;
}
