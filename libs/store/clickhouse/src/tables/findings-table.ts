import { array, lowCardinality, map, microseconds, milliseconds, text, uint, uuid } from '../row-binary/column.ts';
import { defineTable, type ReadRowOf, type RowOf } from './table.ts';

/** Table `findings` (migration 003): what a detection says about events. `kind` is event, sequence, baseline, silence, … */
export const FINDINGS = defineTable('findings', {
  tenantId: uuid('tenant_id'),
  findingId: uuid('finding_id'),
  timeUs: microseconds('time'),
  detectedAtMs: milliseconds('detected_at'),
  detectionId: lowCardinality('detection_id'),
  detectionVersion: uint('detection_version', 32),
  kind: lowCardinality('kind'),
  title: text('title'),
  reason: text('reason'),
  severityId: uint('severity_id', 8),
  confidence: uint('confidence', 8),
  siteId: uuid('site_id'),
  sensorId: uuid('sensor_id'),
  assetId: uuid('asset_id'),
  zoneId: uuid('zone_id'),
  srcIp: text('src_ip'),
  dstIp: text('dst_ip'),
  groupKey: text('group_key'),
  techniques: array('techniques', 'String'),
  eventIds: array('event_ids', 'UUID'),
  matched: map('matched', 'String'),
  nextSteps: array('next_steps', 'String'),
});

/** A finding to insert. */
export type FindingRow = RowOf<typeof FINDINGS>;
/** A finding as read. */
export type FindingRecord = ReadRowOf<typeof FINDINGS>;
