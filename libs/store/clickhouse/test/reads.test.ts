import { deterministicId } from '@watchfloor/core/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countEventsByClass, eventTimes, EVENTS, exportEvents, FINDING_CASES, FINDINGS, insertRows, listConversations, listEvents, listFindings, listObservations, newFindings, readEvent,
  REPARSED, sensorActivity, sensorGaps, UNPARSED, type EventRecord,
} from '../src/index.ts';
import { startStore, type TestStore } from './engine.ts';
import { aFinding, anEvent, HOSPITAL, scopeOf, T0, WATER } from './fixtures.ts';

let store: TestStore;
const scope = scopeOf(WATER);
const window = { fromUs: T0 - 1, toUs: T0 + 3_600_000_000 };
beforeAll(async () => { store = await startStore(); });
afterAll(() => store?.stop());

describe('tables', () => {
  it.each([EVENTS, FINDINGS, FINDING_CASES, REPARSED, UNPARSED])('$name in code is the migrated table', async (table) => {
    const answer = await store.client.query({ query: `DESCRIBE TABLE ${table.name}`, format: 'JSONEachRow' });
    const columns = await answer.json<{ name: string; type: string; default_type: string }>();
    const migrated = columns.filter((column) => column.default_type !== 'MATERIALIZED').map(({ name, type }) => `${name} ${type}`);
    expect(Object.values(table.columns).map(({ name, type }) => `${name} ${type}`)).toEqual(migrated);
  });

  it('a row comes back as it was written: every type, odd text, and bytes that are no UTF-8', async () => {
    const odd = anEvent(WATER, 500, { otAddressStart: 2 ** 53 - 1, otAddressCount: -1, message: "a 'quote', a \\ and 💧\n\0", attrs: { 'unmapped.ключ': '"12"', __proto_: '', 'a\\.b': '{}' }, flags: ['future', ''], srcAssetId: deterministicId('asset'), raw: Buffer.from([0xff, 0, 0x41, 0xc3]) });
    await insertRows(store.client, scope, EVENTS, [odd]);
    const [row] = await readEvent(store.client, scope, { eventIds: [odd.eventId], ...window });
    expect(row).toEqual({ ...odd, raw: '\ufffd\0A\ufffd', rawBase64: '/wBBww==' });
  });

  it('events of a thousand months go in together: no block is refused for its dates', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => anEvent(WATER, 10_000 + n, { timeUs: Date.UTC(1990, n) * 1000 }));
    await insertRows(store.client, scope, EVENTS, rows);
    const counted = await countEventsByClass(store.client, scope, { fromUs: Date.UTC(1990) * 1000, toUs: Date.UTC(2015) * 1000 });
    expect(counted).toEqual([{ tenantId: WATER, classUid: 4001, events: 300 }]);
  });
});

describe('reads', () => {
  it('pages through events newest first, each once, although many share a time', async () => {
    const scope = scopeOf(HOSPITAL);
    await insertRows(store.client, scope, EVENTS, Array.from({ length: 57 }, (_, n) => anEvent(HOSPITAL, n, { timeUs: T0 + Math.floor(n / 10) })));
    const seen: EventRecord[] = [];
    for (let page = 0; page < 10; page += 1) {
      const last = seen.at(-1);
      const rows = await listEvents(store.client, scope, { ...window, limit: 10, ...(last ? { beforeUs: last.timeUs, beforeId: last.eventId } : {}) });
      seen.push(...rows);
      if (rows.length < 10) break;
    }
    expect(seen).toHaveLength(57);
    expect(new Set(seen.map((row) => row.eventId)).size).toBe(57);
    expect(seen.map((row) => row.timeUs)).toEqual(seen.map((row) => row.timeUs).sort((a, b) => b - a));
  });

  it('filters by address, port, protocol, access, class, sensor and text', async () => {
    const rows = [anEvent(WATER, 1), anEvent(WATER, 2, { srcIp: '10.0.0.2', dstIp: '10.0.0.9', dstPort: 53, appProtocol: 'dns', otAccess: '', classUid: 4003, message: 'Query ÄRGER.example' }), anEvent(WATER, 3, { dstIp: '10.0.0.2', raw: 'RawNeedle' })];
    await insertRows(store.client, scope, EVENTS, rows);
    const idsOf = async (filter: object): Promise<number[]> => {
      const found = await listEvents(store.client, scope, { fromUs: T0, toUs: T0 + 10_000, limit: 100, ...filter });
      return found.map((row) => rows.findIndex((known) => known.eventId === row.eventId) + 1).sort();
    };
    expect(await idsOf({})).toEqual([1, 2, 3]);
    expect(await idsOf({ ip: '10.0.0.2' })).toEqual([2, 3]);
    expect(await idsOf({ srcIp: '10.0.0.2' })).toEqual([2]);
    expect(await idsOf({ dstIp: '10.0.0.2' })).toEqual([3]);
    expect(await idsOf({ dstPort: 53 })).toEqual([2]);
    expect(await idsOf({ appProtocol: 'modbus', otAccess: 'write' })).toEqual([1, 3]);
    expect(await idsOf({ classUid: 4003 })).toEqual([2]);
    expect(await idsOf({ sensorId: rows[0]?.sensorId })).toEqual([1, 2, 3]);
    expect(await idsOf({ text: 'ärger' })).toEqual([2]);
    expect(await idsOf({ text: 'rawneedle' })).toEqual([3]);
    expect(await idsOf({ tenantIds: [HOSPITAL] })).toEqual([]);
  });

  it('knows under which time an event is stored', async () => {
    const row = anEvent(WATER, 700);
    await insertRows(store.client, scope, EVENTS, [row]);
    expect(await eventTimes(store.client, scope, { eventIds: [row.eventId, WATER], sinceUs: T0 })).toEqual([{ eventId: row.eventId, timeUs: row.timeUs }]);
    expect(await eventTimes(store.client, scope, { eventIds: [row.eventId], sinceUs: row.timeUs + 1 })).toEqual([]);
  });

  it('gives new findings with their case, and group sessions with their last finding', async () => {
    const [first, second, third] = [aFinding(WATER, 1), aFinding(WATER, 2), aFinding(WATER, 3, { detectedAtMs: 5 })] as const;
    await insertRows(store.client, scope, FINDINGS, [first, second, third]);
    const caseId = deterministicId('case', 1);
    const given = { tenantId: WATER, findingId: first.findingId, caseId, groupKey: first.groupKey, sessionStartedAtUs: first.timeUs, findingTimeUs: first.timeUs, updatedAtMs: 1 };
    await insertRows(store.client, scope, FINDING_CASES, [{ ...given, status: 'assigned' }]);
    await insertRows(store.client, scope, FINDING_CASES, [{ ...given, status: 'delivered', updatedAtMs: 2 }]);
    const fresh = await newFindings(store.client, scope, { sinceMs: 6 });
    expect(fresh.map((row) => [row.findingId, row.caseId, row.caseStatus])).toEqual([[first.findingId, caseId, 'delivered'], [second.findingId, '', '']]);
    expect((await newFindings(store.client, scope, { sinceMs: 0, onlyUndelivered: true })).map((row) => row.findingId)).toEqual([second.findingId, third.findingId]);
    expect((await listFindings(store.client, scope, { ...window, limit: 2 })).map((row) => row.findingId)).toEqual([third.findingId, second.findingId]);
  });

  it('sees who was observed, who spoke to whom, and how sensors are', async () => {
    const sensorId = deterministicId('sensor', 'active');
    const at = T0 / 1000;
    await insertRows(store.client, scope, EVENTS, [0, 60_000, 600_000].map((ms, n) => anEvent(WATER, 800 + n, { sensorId, ingestedAtMs: at + ms, srcIp: '10.8.0.1', dstIp: '10.8.0.2', srcMac: '02:00:00:00:00:01' })));
    await insertRows(store.client, scope, UNPARSED, [{ tenantId: WATER, lineId: WATER, ingestedAtMs: at + 601_000, sensorId, siteId: WATER, source: 'zeek', reason: 'x', size: 3, sha256: '', raw: '???' }]);
    const observed = await listObservations(store.client, scope, { sinceMs: at });
    expect(observed.filter((row) => row.ip.startsWith('10.8.')).map((row) => [row.ip, row.mac, row.events]).sort()).toEqual([['10.8.0.1', '02:00:00:00:00:01', 3], ['10.8.0.2', '', 3]]);
    const spoken = await listConversations(store.client, scope, { fromDay: '2026-06-02', toDay: '2026-06-02', ip: '10.8.0.1' });
    expect(spoken.map((row) => [row.srcIp, row.dstIp, row.dstPort, row.events])).toEqual([['10.8.0.1', '10.8.0.2', 502, 3]]);
    const activity = (await sensorActivity(store.client, scope, { nowMs: at + 700_000 })).find((row) => row.sensorId === sensorId);
    expect(activity).toMatchObject({ lastSeenMs: at + 601_000, eventsLastHour: 3, unparsedLastHour: 1 });
    const never = deterministicId('sensor', 'never');
    const gaps = await sensorGaps(store.client, scope, { fromMs: at - 300_000, toMs: at + 900_000, sensors: [{ sensorId, cadenceSeconds: 120 }, { sensorId: never, cadenceSeconds: 120 }] });
    expect(gaps).toEqual([
      { sensorId, fromMs: at - 300_000, toMs: at },
      { sensorId, fromMs: at + 60_000, toMs: at + 600_000 },
      { sensorId, fromMs: at + 601_000, toMs: at + 900_000 },
      { sensorId: never, fromMs: at - 300_000, toMs: at + 900_000 },
    ]);
  });

  it('exports in key order, without what came after the snapshot, the same each time', async () => {
    const scope = scopeOf('33333333-3333-8333-8333-333333333333');
    const rows = Array.from({ length: 5_000 }, (_, n) => anEvent('33333333-3333-8333-8333-333333333333', n, { classUid: n % 2 === 0 ? 4003 : 4001, ingestedAtMs: n === 77 ? 10 : 5 }));
    await insertRows(store.client, scope, EVENTS, rows);
    const exported = async (): Promise<string[]> => {
      const lines: string[] = [];
      for await (const row of exportEvents.stream(store.client, scope, { ...window, toUs: T0 + 1e9, snapshotMs: 9 })) lines.push(JSON.stringify(row));
      return lines;
    };
    const first = await exported();
    expect(first).toHaveLength(4_999);
    const keys = first.map((line) => JSON.parse(line) as EventRecord).map((row) => [row.classUid, row.timeUs] as const);
    expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
    expect(await exported()).toEqual(first);
  });
});
