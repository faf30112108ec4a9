import { array, bytes, int, lowCardinality, map, microseconds, milliseconds, text, uint, uniqueUuid, uuid } from '../row-binary/column.ts';
import { defineTable, type ReadRowOf, type RowOf } from './table.ts';

/** Table `events` (migration 001): one OCSF event per row. Integers that are absent are -1 in the ot columns and 0 in ports. */
export const EVENTS = defineTable('events', {
  tenantId: uuid('tenant_id'),
  eventId: uniqueUuid('event_id'),
  timeUs: microseconds('time'),
  ingestedAtMs: milliseconds('ingested_at'),
  sensorId: uuid('sensor_id'),
  siteId: uuid('site_id'),
  source: lowCardinality('source'),
  classUid: uint('class_uid', 32),
  activityId: uint('activity_id', 8),
  typeUid: uint('type_uid', 32),
  severityId: uint('severity_id', 8),
  srcIp: text('src_ip'),
  srcPort: uint('src_port', 16),
  srcMac: text('src_mac'),
  dstIp: text('dst_ip'),
  dstPort: uint('dst_port', 16),
  dstMac: text('dst_mac'),
  srcAssetId: uuid('src_asset_id'),
  dstAssetId: uuid('dst_asset_id'),
  srcZoneId: uuid('src_zone_id'),
  dstZoneId: uuid('dst_zone_id'),
  appProtocol: lowCardinality('app_protocol'),
  otFunctionCode: int('ot_function_code', 32),
  otFunction: lowCardinality('ot_function'),
  otAccess: lowCardinality('ot_access'),
  otUnitId: int('ot_unit_id', 32),
  otAddressStart: int('ot_address_start', 64),
  otAddressCount: int('ot_address_count', 64),
  message: text('message'),
  attrs: map('attrs', 'LowCardinality(String)'),
  flags: array('flags', 'LowCardinality(String)'),
  raw: bytes('raw'),
});

/** An event to insert. */
export type EventRow = RowOf<typeof EVENTS>;
/** An event as read; `raw` has U+FFFD where the line was not UTF-8. */
export type EventRecord = ReadRowOf<typeof EVENTS>;
