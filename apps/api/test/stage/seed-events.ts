import { randomUUID } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { EVENTS, FINDINGS, insertRows, NIL_UUID, type EventRow, type FindingRow } from '@watchfloor/clickhouse';
import { mintScope, type SeededTenant } from '@watchfloor/testing-env';

/** Writes `count` Modbus writes a second apart, the first at `from`, and one finding about the first. */
export async function seedEvents(client: ClickHouseClient, tenant: SeededTenant, from: Date, count: number): Promise<{ events: EventRow[]; finding: FindingRow }> {
  const { tenantId, siteId } = tenant;
  const scope = mintScope([tenantId]);
  const { engineering, plc } = tenant.assets;
  const events = Array.from({ length: count }, (_, n): EventRow => ({
    tenantId, siteId, eventId: randomUUID(), timeUs: from.getTime() * 1_000 + n * 1_000_000, ingestedAtMs: Date.now(), sensorId: tenant.sensor.id, source: 'zeek-modbus', classUid: 4001, activityId: 6, typeUid: 400_106,
    severityId: 1, srcIp: engineering.ip, srcPort: 40_000, srcMac: '', dstIp: plc.ip, dstPort: 502, dstMac: '', srcAssetId: engineering.id, dstAssetId: plc.id, srcZoneId: NIL_UUID, dstZoneId: NIL_UUID, appProtocol: 'modbus',
    otFunctionCode: 6, otFunction: 'WRITE_SINGLE_REGISTER', otAccess: 'write', otUnitId: 1, otAddressStart: 100 + n, otAddressCount: 1, message: `write ${n}`, attrs: { 'ot.protocol': 'modbus' }, flags: [], raw: `line ${n} of ${tenant.slug}`,
  }));
  const finding: FindingRow = {
    tenantId, siteId, findingId: randomUUID(), timeUs: from.getTime() * 1_000, detectedAtMs: Date.now(), detectionId: 'modbus-write', detectionVersion: 1, kind: 'event', title: 'Register written', reason: 'outside the change window',
    severityId: 4, confidence: 90, sensorId: tenant.sensor.id, assetId: plc.id, zoneId: NIL_UUID, srcIp: engineering.ip, dstIp: plc.ip, groupKey: 'modbus-write:plc', techniques: ['T0836'],
    eventIds: events.slice(0, 1).map((event) => event.eventId), matched: { 'ot.access': 'write' }, nextSteps: ['Call the plant'],
  };
  await insertRows(client, scope, EVENTS, events);
  await insertRows(client, scope, FINDINGS, [finding]);
  return { events, finding };
}
