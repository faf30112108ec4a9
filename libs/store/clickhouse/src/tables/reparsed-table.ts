import { lowCardinality, milliseconds, uint, uuid } from '../row-binary/column.ts';
import { defineTable, type RowOf } from './table.ts';

/**
 * Table `reparsed` (migration 007): lines of `unparsed` that a later parser understood, keyed as there. Insert a row after the line's events are
 * stored; `ingestedAtMs` is that of the line. Marking a line twice is marking it once: the first mark stays.
 */
export const REPARSED = defineTable('reparsed', {
  tenantId: uuid('tenant_id'),
  lineId: uuid('line_id'),
  sensorId: uuid('sensor_id'),
  ingestedAtMs: milliseconds('ingested_at'),
  reparsedAtMs: milliseconds('reparsed_at'),
  parser: lowCardinality('parser'),
  events: uint('events', 32),
});

/** A mark to insert. */
export type ReparsedRow = RowOf<typeof REPARSED>;
