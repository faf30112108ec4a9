import { enum8, microseconds, milliseconds, text, uuid } from '../row-binary/column.ts';
import { defineTable, type RowOf } from './table.ts';

/** Table `finding_cases` (migration 003): the case each finding was given to; 'assigned' before Temporal is called, 'delivered' after it answered. */
export const FINDING_CASES = defineTable('finding_cases', {
  tenantId: uuid('tenant_id'),
  findingId: uuid('finding_id'),
  caseId: uuid('case_id'),
  groupKey: text('group_key'),
  sessionStartedAtUs: microseconds('session_started_at'),
  findingTimeUs: microseconds('finding_time'),
  status: enum8('status', { assigned: 1, delivered: 2 }),
  updatedAtMs: milliseconds('updated_at'),
});

/** An assignment to insert. */
export type FindingCaseRow = RowOf<typeof FINDING_CASES>;
