import { deterministicId } from '@watchfloor/core/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteExpired, EVENTS, FINDING_CASES, FINDINGS, insertRows, REPARSED, UNPARSED, type RetentionPlan } from '../src/index.ts';
import { startStore, type TestStore } from './engine.ts';
import { aFinding, anEvent, HOSPITAL, scopeOf, WATER } from './fixtures.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 12);
const AGES = [1, 20, 40, 100, 399, 401];
const plan = (change: Partial<RetentionPlan> = {}): RetentionPlan => ({ days: 90, classDays: {}, holds: [], ...change });

let store: TestStore;
beforeAll(async () => {
  store = await startStore();
  for (const tenantId of [WATER, HOSPITAL]) {
    const scope = scopeOf(tenantId);
    for (const [n, age] of AGES.entries()) {
      const ms = NOW - age * DAY;
      const ip = `10.9.0.${n}`;
      await insertRows(store.client, scope, EVENTS, [
        anEvent(tenantId, n, { timeUs: ms * 1000, ingestedAtMs: ms, classUid: 4001, srcIp: ip }),
        anEvent(tenantId, 100 + n, { timeUs: ms * 1000, ingestedAtMs: ms, classUid: 3002, srcIp: ip }),
      ]);
      await insertRows(store.client, scope, FINDINGS, [aFinding(tenantId, n, { timeUs: ms * 1000, detectedAtMs: ms })]);
      await insertRows(store.client, scope, FINDING_CASES, [{ tenantId, findingId: aFinding(tenantId, n).findingId, caseId: tenantId, groupKey: 'g', sessionStartedAtUs: ms * 1000, findingTimeUs: ms * 1000, status: 'delivered', updatedAtMs: ms }]);
      const lineId = deterministicId('event', tenantId, 'line', n);
      await insertRows(store.client, scope, UNPARSED, [{ tenantId, lineId, ingestedAtMs: ms, sensorId: tenantId, siteId: tenantId, source: 'zeek', reason: 'x', size: 1, sha256: '', raw: '?' }]);
      await insertRows(store.client, scope, REPARSED, [{ tenantId, lineId, sensorId: tenantId, ingestedAtMs: ms, reparsedAtMs: NOW, parser: 'zeek', events: 1 }]);
    }
  }
});
afterAll(() => store?.stop());

/** Ages in days of the rows that are there, youngest first. */
async function ages(tenantId: string, table: string, column: string, where = '1'): Promise<number[]> {
  const answer = await store.client.query({ query: `SELECT toUInt32(round((${NOW / 1000} - toUnixTimestamp(${column})) / 86400)) AS age FROM ${table} WHERE tenant_id = '${tenantId}' AND ${where} GROUP BY age ORDER BY age`, format: 'JSONEachRow' });
  return (await answer.json<{ age: number }>()).map((row) => row.age);
}

describe('retention', () => {
  it('deletes nothing of a customer outside the scope', async () => {
    await expect(deleteExpired(store.client, scopeOf(WATER), HOSPITAL, plan(), NOW)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await ages(HOSPITAL, 'events', 'time')).toEqual(AGES);
  });

  it('deletes what is too old, by class and kind, outside of holds, of that customer only', async () => {
    const kept = plan({ classDays: { 4001: 30 }, findingDays: 400, unparsedDays: 50, holds: [{ fromMs: NOW - 101 * DAY, toMs: NOW - 99 * DAY }] });
    expect(await deleteExpired(store.client, scopeOf(WATER), WATER, kept, NOW)).toMatchObject({ events: 5, findings: 1, finding_cases: 1, unparsed: 2, reparsed: 2 });
    expect(await ages(WATER, 'events', 'time', 'class_uid = 4001')).toEqual([1, 20, 100]);
    expect(await ages(WATER, 'events', 'time', 'class_uid = 3002')).toEqual([1, 20, 40, 100]);
    expect(await ages(WATER, 'findings', 'time')).toEqual([1, 20, 40, 100, 399]);
    expect(await ages(WATER, 'finding_cases', 'finding_time')).toEqual([1, 20, 40, 100, 399]);
    expect(await ages(WATER, 'unparsed', 'ingested_at')).toEqual([1, 20, 40, 100]);
    expect(await ages(WATER, 'reparsed', 'ingested_at')).toEqual([1, 20, 40, 100]);
    expect(await ages(WATER, 'event_minutes', 'minute')).toEqual([1, 20, 40, 100]);
    expect(await ages(WATER, 'sensor_activity', 'minute')).toEqual([1, 20, 40, 100]);
    expect((await ages(WATER, 'conversations', 'last_seen'))).toEqual([1, 20, 40, 100]);
    expect(await ages(WATER, 'asset_observations', 'last_seen', "ip LIKE '10.9.%'")).toEqual([1, 20, 40, 100]);
    for (const [table, column] of [['events', 'time'], ['findings', 'time'], ['finding_cases', 'finding_time'], ['unparsed', 'ingested_at'], ['reparsed', 'ingested_at'], ['event_minutes', 'minute'], ['sensor_activity', 'minute']] as const) {
      expect(await ages(HOSPITAL, table, column)).toEqual(AGES);
    }
  });

  it('keeps an event of an old time as long as one that is as young as its arrival', async () => {
    const late = { timeUs: (NOW - 800 * DAY) * 1000, ingestedAtMs: NOW - DAY, classUid: 4003 };
    await insertRows(store.client, scopeOf(HOSPITAL), EVENTS, [anEvent(HOSPITAL, 900, late)]);
    await deleteExpired(store.client, scopeOf(HOSPITAL), HOSPITAL, plan({ days: 700, classDays: { 4003: 30 } }), NOW);
    expect(await ages(HOSPITAL, 'events', 'time', 'class_uid = 4003')).toEqual([800]);
    expect(await deleteExpired(store.client, scopeOf(HOSPITAL), HOSPITAL, plan({ days: 700, classDays: { 4003: 30 } }), NOW + 40 * DAY)).toMatchObject({ events: 1 });
  });

  it('goes by the arrival of what a wrong clock dated: neither found today and gone within the hour, nor kept for ever', async () => {
    const scope = scopeOf(HOSPITAL);
    const [epoch, ahead] = [0, (NOW + 2_000 * DAY) * 1000];
    await insertRows(store.client, scope, EVENTS, [
      anEvent(HOSPITAL, 910, { timeUs: epoch, ingestedAtMs: NOW - 100 * DAY, classUid: 4010 }),
      anEvent(HOSPITAL, 911, { timeUs: epoch, ingestedAtMs: NOW - 200 * DAY, classUid: 4010 }),
      anEvent(HOSPITAL, 912, { timeUs: ahead, ingestedAtMs: NOW - 200 * DAY, classUid: 4011 }),
      anEvent(HOSPITAL, 913, { timeUs: ahead, ingestedAtMs: NOW - DAY, classUid: 4011 }),
    ]);
    await insertRows(store.client, scope, FINDINGS, [aFinding(HOSPITAL, 910, { timeUs: epoch, detectedAtMs: NOW - DAY, detectionId: 'old-clock' })]);
    const held = [{ fromMs: NOW - 101 * DAY, toMs: NOW - 99 * DAY }];
    await deleteExpired(store.client, scope, HOSPITAL, plan({ days: 700, classDays: { 4010: 30, 4011: 30 }, findingDays: 30, holds: held }), NOW);
    const arrivals = (classUid: number) => ages(HOSPITAL, 'events', 'ingested_at', `class_uid = ${classUid}`);
    expect([await arrivals(4010), await arrivals(4011)]).toEqual([[100], [1]]);
    expect(await ages(HOSPITAL, 'findings', 'detected_at', "detection_id = 'old-clock'")).toEqual([1]);
  });

  it('holds an address that was seen before and after the held days', async () => {
    const scope = scopeOf(HOSPITAL);
    const seen = (n: number, age: number) => anEvent(HOSPITAL, n, { timeUs: (NOW - age * DAY) * 1000, ingestedAtMs: NOW - age * DAY, srcIp: '10.77.0.1', dstIp: '10.77.0.2' });
    await insertRows(store.client, scope, EVENTS, [seen(920, 300), seen(921, 100)]);
    await deleteExpired(store.client, scope, HOSPITAL, plan({ days: 700, rollupDays: 50, holds: [{ fromMs: NOW - 201 * DAY, toMs: NOW - 199 * DAY }] }), NOW);
    expect((await ages(HOSPITAL, 'asset_observations', 'last_seen', "ip = '10.77.0.1'")).length).toBeGreaterThan(0);
    await deleteExpired(store.client, scope, HOSPITAL, plan({ days: 700, rollupDays: 50 }), NOW);
    expect(await ages(HOSPITAL, 'asset_observations', 'last_seen', "ip = '10.77.0.1'")).toEqual([]);
  });

  it('finds nothing more to delete the second time, and lets go what is held no longer', async () => {
    const kept = plan({ classDays: { 4001: 30 }, findingDays: 400, unparsedDays: 50 });
    expect(await deleteExpired(store.client, scopeOf(WATER), WATER, { ...kept, holds: [{ fromMs: NOW - 101 * DAY, toMs: NOW - 99 * DAY }] }, NOW)).toEqual({});
    expect(await deleteExpired(store.client, scopeOf(WATER), WATER, kept, NOW)).toMatchObject({ events: 2, unparsed: 1, reparsed: 1 });
    expect(await ages(WATER, 'events', 'time')).toEqual([1, 20, 40]);
  });
});
