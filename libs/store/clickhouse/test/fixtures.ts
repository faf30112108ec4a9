import { mintTenantScope } from '@watchfloor/core/mint';
import { deterministicId } from '@watchfloor/core/ids';
import type { TenantScope } from '@watchfloor/core';
import { NIL_UUID, type EventRow, type FindingRow } from '../src/index.ts';

export const WATER = '11111111-1111-8111-8111-111111111111';
export const HOSPITAL = '22222222-2222-8222-8222-222222222222';
export const T0 = Date.UTC(2026, 5, 2, 9, 30) * 1000;

export const scopeOf = (...tenants: string[]): TenantScope => mintTenantScope({ kind: 'service', id: 'test', name: 'test', org: 'system', roles: [] }, tenants);

export function anEvent(tenantId: string, n: number, change: Partial<EventRow> = {}): EventRow {
  const sensorId = deterministicId('sensor', tenantId);
  return {
    tenantId, eventId: deterministicId('event', sensorId, 'batch', n), timeUs: T0 + n * 1000, ingestedAtMs: T0 / 1000 + 60_000, sensorId, siteId: deterministicId('site', tenantId),
    source: 'zeek-modbus', classUid: 4001, activityId: 6, typeUid: 400_106, severityId: 1, srcIp: '10.0.0.1', srcPort: 40_000 + n, srcMac: '', dstIp: '10.0.1.1', dstPort: 502, dstMac: '',
    srcAssetId: '', dstAssetId: '', srcZoneId: '', dstZoneId: '', appProtocol: 'modbus', otFunctionCode: 6, otFunction: 'WRITE_SINGLE_REGISTER', otAccess: 'write', otUnitId: 1, otAddressStart: 100, otAddressCount: 1,
    message: `write ${n}`, attrs: { 'ot.protocol': 'modbus' }, flags: [], raw: `{"n":${n}}`, ...change,
  };
}

export function aFinding(tenantId: string, n: number, change: Partial<FindingRow> = {}): FindingRow {
  return {
    tenantId, findingId: deterministicId('finding', tenantId, n), timeUs: T0 + n * 1000, detectedAtMs: T0 / 1000 + 60_000, detectionId: 'modbus-write', detectionVersion: 1, kind: 'event', title: 'A write', reason: 'why',
    severityId: 4, confidence: 90, siteId: deterministicId('site', tenantId), sensorId: '', assetId: NIL_UUID, zoneId: '', srcIp: '10.0.0.1', dstIp: '10.0.1.1', groupKey: 'modbus:10.0.1.1', techniques: ['T0836'],
    eventIds: [anEvent(tenantId, n).eventId], matched: { 'ot.access': 'write' }, nextSteps: ['look'], ...change,
  };
}
