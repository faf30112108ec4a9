import type { BulkItem } from './bulk-body.ts';

interface ItemAnswer {
  readonly _index: string;
  readonly _id: string | null;
  readonly status: number;
  readonly error?: { readonly type: string; readonly reason: string };
  readonly [more: string]: unknown;
}

export interface BulkAnswer {
  readonly took: number;
  readonly errors: boolean;
  readonly items: readonly Readonly<Record<string, ItemAnswer>>[];
}

/** The answer to a bulk that is stored, item by item in its order. `batch` names those without an id of their own. */
export function bulkAnswer(items: readonly BulkItem[], batch: string, tookMs: number): BulkAnswer {
  return {
    took: tookMs,
    errors: items.some((item) => item.problem !== undefined),
    items: items.map((item, at) => ({ [item.action]: item.problem === undefined ? stored(item, item.id ?? `${batch}${at.toString(36)}`, at) : failed(item, 400, 'illegal_argument_exception', item.problem) })),
  };
}

/** The answer to a bulk of which nothing is stored because the customer sends too fast. */
export function rejectedBulk(items: readonly BulkItem[], reason: string): BulkAnswer {
  return { took: 0, errors: true, items: items.map((item) => ({ [item.action]: failed(item, 429, 'es_rejected_execution_exception', reason) })) };
}

function stored({ index }: BulkItem, id: string, at: number): ItemAnswer {
  return { _index: index, _id: id, _version: 1, result: 'created', _shards: { total: 1, successful: 1, failed: 0 }, _seq_no: at, _primary_term: 1, status: 201 };
}

function failed({ index, id }: BulkItem, status: number, type: string, reason: string): ItemAnswer {
  return { _index: index, _id: id ?? null, status, error: { type, reason } };
}
