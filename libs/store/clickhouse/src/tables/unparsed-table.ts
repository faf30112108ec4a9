import { bytes, lowCardinality, milliseconds, text, uint64, uuid } from '../row-binary/column.ts';
import { defineTable, type RowOf } from './table.ts';

/** Table `unparsed` (migration 002): lines that no parser understood, with the reason and their bytes (to 1 MiB; `size` and `sha256` are of the whole line). */
export const UNPARSED = defineTable('unparsed', {
  tenantId: uuid('tenant_id'),
  lineId: uuid('line_id'),
  ingestedAtMs: milliseconds('ingested_at'),
  sensorId: uuid('sensor_id'),
  siteId: uuid('site_id'),
  source: lowCardinality('source'),
  reason: text('reason'),
  size: uint64('size'),
  sha256: text('sha256'),
  raw: bytes('raw'),
});

/** An unparsed line to insert. */
export type UnparsedRow = RowOf<typeof UNPARSED>;
