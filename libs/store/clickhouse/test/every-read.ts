import {
  countEventsByClass, countEventsByMinute, countReparsed, countUnparsed, eventFacets, eventHistogram, eventTimes, exportEvents, exportFindings, groupSessions, ingestVolume, listConversations, listEvents, listFindings, listObservations, listUnparsed, newFindings, readEvent, readFindings,
  sensorActivity, topTalkers, type TenantRead,
} from '../src/index.ts';
import { sensorActiveSpans } from '../src/reads/sensor-active-spans.ts';
import { aFinding, anEvent, HOSPITAL, T0, WATER } from './fixtures.ts';

export interface ReadCase {
  readonly label: string;
  readonly read: TenantRead<never, unknown>;
  readonly params: never;
}

const window = { fromUs: T0 - 1, toUs: T0 + 3_600_000_000 };
const eventIds = [anEvent(WATER, 1).eventId, anEvent(HOSPITAL, 1).eventId];
const readCase = <P, R>(label: string, read: TenantRead<P, R>, params: P): ReadCase => ({ label, read: read as unknown as TenantRead<never, unknown>, params: params as never });

/** Every read, with parameters that name rows of both tenants of the fixtures. A read with optional clauses is there with none and with all. */
export const EVERY_READ: readonly ReadCase[] = [
  readCase('listEvents', listEvents, { ...window, limit: 100 }),
  readCase('listEvents-filtered', listEvents, {
    ...window, limit: 100, tenantIds: [WATER, HOSPITAL], ip: '10.0.0.1', srcIp: '10.0.0.1', dstIp: '10.0.1.1', dstPort: 502, appProtocol: 'modbus', otAccess: 'write', classUid: 4001, text: 'write',
    sensorId: anEvent(WATER, 1).sensorId, beforeUs: window.toUs, beforeId: WATER,
  }),
  readCase('listEvents-query', listEvents, {
    ...window, limit: 100, query: 'write "write 1" src_ip:10.0.0.0/8 -dst_port:>=1024 ot_function:write* severity:(1 OR 2) unmapped.foo:>3 OR NOT asset:* flag:late ot.values:"[1]" dst_ip:[10.0.0.0 TO 10.0.9.9] mac:?*',
  }),
  readCase('eventHistogram', eventHistogram, { ...window, intervalUs: 60_000_000 }),
  readCase('eventHistogram-query', eventHistogram, { ...window, intervalUs: 60_000_000, query: 'dst_port:502' }),
  readCase('eventFacets', eventFacets, { ...window, field: 'sensor', limit: 10 }),
  readCase('eventFacets-attribute', eventFacets, { ...window, field: 'unmapped.foo', limit: 10, query: 'dst_port:502' }),
  readCase('readEvent', readEvent, { eventIds }),
  readCase('readEvent-window', readEvent, { eventIds, ...window }),
  readCase('eventTimes', eventTimes, { eventIds, sinceUs: T0 - 1 }),
  readCase('countEventsByClass', countEventsByClass, window),
  readCase('exportEvents', exportEvents, { ...window, snapshotMs: T0 }),
  readCase('listFindings', listFindings, { ...window, limit: 100 }),
  readCase('listFindings-filtered', listFindings, { ...window, limit: 100, tenantIds: [WATER, HOSPITAL], detectionId: 'modbus-write', assetId: '00000000-0000-0000-0000-000000000000', beforeUs: window.toUs, beforeId: WATER }),
  readCase('readFindings', readFindings, { findingIds: [aFinding(WATER, 1).findingId, aFinding(HOSPITAL, 1).findingId] }),
  readCase('newFindings', newFindings, { sinceMs: 0 }),
  readCase('newFindings-undelivered', newFindings, { sinceMs: 0, onlyUndelivered: true }),
  readCase('exportFindings', exportFindings, { ...window, snapshotMs: T0 }),
  readCase('groupSessions', groupSessions, { groupKeys: ['modbus:10.0.1.1'], fromUs: 0, toUs: 4_000_000_000_000_000 }),
  readCase('listObservations', listObservations, { sinceMs: 0 }),
  readCase('listConversations', listConversations, { fromDay: '2026-01-01', toDay: '2026-12-31' }),
  readCase('listConversations-filtered', listConversations, { fromDay: '2026-01-01', toDay: '2026-12-31', siteId: anEvent(WATER, 1).siteId, ip: '10.0.0.1' }),
  readCase('listUnparsed', listUnparsed, { fromMs: 0, toMs: 9_000_000_000_000, limit: 100 }),
  readCase('listUnparsed-filtered', listUnparsed, { fromMs: 0, toMs: 9_000_000_000_000, limit: 100, sensorId: anEvent(WATER, 1).sensorId, source: 'zeek', reason: 'not valid JSON', onlyOpen: true, beforeMs: 9_000_000_000_000, beforeId: WATER }),
  readCase('countReparsed', countReparsed, { fromMs: 0, toMs: 9_000_000_000_000 }),
  readCase('countEventsByMinute', countEventsByMinute, { fromMs: T0 / 1000 - 60_000, toMs: T0 / 1000 + 600_000 }),
  readCase('countEventsByMinute-filtered', countEventsByMinute, { fromMs: T0 / 1000 - 60_000, toMs: T0 / 1000 + 600_000, stepMinutes: 60, siteId: anEvent(WATER, 1).siteId, classUid: 4001 }),
  readCase('ingestVolume', ingestVolume, { fromMs: T0 / 1000 - 60_000, toMs: T0 / 1000 + 600_000 }),
  readCase('topTalkers', topTalkers, { fromDay: '2026-01-01', toDay: '2026-12-31' }),
  readCase('topTalkers-filtered', topTalkers, { fromDay: '2026-01-01', toDay: '2026-12-31', siteId: anEvent(WATER, 1).siteId }),
  readCase('countUnparsed', countUnparsed, { fromMs: 0, toMs: 9_000_000_000_000, snapshotMs: 9_000_000_000_000 }),
  readCase('sensorActivity', sensorActivity, { nowMs: T0 / 1000 + 120_000 }),
  readCase('sensorActiveSpans', sensorActiveSpans, { fromMs: T0 / 1000 - 60_000, toMs: T0 / 1000 + 600_000, joinMs: 60_000, sensorIds: [anEvent(WATER, 1).sensorId, anEvent(HOSPITAL, 1).sensorId] }),
];
