import type { ClickHouseSettings } from '@clickhouse/client';
import { Refused } from '@watchfloor/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineRead, EVENTS, FINDING_CASES, FINDINGS, insertRows, listEvents, listFindings, readEvent, REPARSED, TENANT_TABLES, UNPARSED, type Statement } from '../src/index.ts';
import { EVERY_READ } from './every-read.ts';
import { startStore, type TestStore } from './engine.ts';
import { aFinding, anEvent, HOSPITAL, scopeOf, T0, WATER } from './fixtures.ts';

let store: TestStore;
beforeAll(async () => {
  store = await startStore();
  for (const tenantId of [WATER, HOSPITAL]) {
    const scope = scopeOf(tenantId);
    await insertRows(store.client, scope, EVENTS, [1, 2, 3].map((n) => anEvent(tenantId, n)));
    await insertRows(store.client, scope, FINDINGS, [1, 2].map((n) => aFinding(tenantId, n)));
    await insertRows(store.client, scope, FINDING_CASES, [{ tenantId, findingId: aFinding(tenantId, 1).findingId, caseId: tenantId, groupKey: 'modbus:10.0.1.1', sessionStartedAtUs: T0, findingTimeUs: T0, status: 'assigned', updatedAtMs: T0 / 1000 }]);
    await insertRows(store.client, scope, UNPARSED, [{ tenantId, lineId: tenantId, ingestedAtMs: T0 / 1000, sensorId: anEvent(tenantId, 1).sensorId, siteId: tenantId, source: 'zeek', reason: 'not valid JSON', size: 1, sha256: 'x', raw: '{' }]);
    await insertRows(store.client, scope, REPARSED, [{ tenantId, lineId: tenantId, sensorId: anEvent(tenantId, 1).sensorId, ingestedAtMs: T0 / 1000, reparsedAtMs: T0 / 1000 + 1, parser: 'zeek', events: 1 }]);
  }
});
afterAll(() => store?.stop());

async function run(statement: Statement): Promise<string> {
  const answer = await store.client.query({ ...statement, format: 'JSONEachRow' });
  return answer.text();
}

const withoutPredicate = (statement: Statement): Statement => ({ ...statement, query: statement.query.replaceAll('tenant_id IN {tenants:Array(UUID)}', '1') });
const withoutFilter = (statement: Statement): Statement => {
  const { additional_table_filters: _, ...rest } = statement.clickhouse_settings as Record<string, unknown>;
  return { ...statement, clickhouse_settings: rest as ClickHouseSettings };
};

describe('the tenancy nets of a read', () => {
  const hospitalMarks = [HOSPITAL, anEvent(HOSPITAL, 1).sensorId, anEvent(HOSPITAL, 1).siteId, anEvent(HOSPITAL, 1).eventId, aFinding(HOSPITAL, 1).findingId];
  const holds = (text: string): boolean => hospitalMarks.some((mark) => text.includes(mark));

  it.each(EVERY_READ)('$label answers with nothing of another tenant, by either net alone', async ({ read, params }) => {
    const statement = read.statement(scopeOf(WATER), params);
    expect(holds(await run(statement))).toBe(false);
    expect(holds(await run(withoutPredicate(statement)))).toBe(false);
    expect(holds(await run(withoutFilter(statement)))).toBe(false);
  });

  it.each(EVERY_READ.filter(({ label }) => !label.includes('-')))('$label would leak with both nets gone, so the test above can fail', async ({ read, params }) => {
    expect(holds(await run(withoutFilter(withoutPredicate(read.statement(scopeOf(WATER), params)))))).toBe(true);
  });

  it('every table of a tenant is in some read', () => {
    expect(new Set(EVERY_READ.flatMap(({ read }) => read.tables))).toEqual(new Set(TENANT_TABLES));
  });

  it('a scope of two tenants sees both', async () => {
    const rows = await listEvents(store.client, scopeOf(WATER, HOSPITAL), { fromUs: T0 - 1, toUs: T0 + 1e9, limit: 10 });
    expect(new Set(rows.map((row) => row.tenantId))).toEqual(new Set([WATER, HOSPITAL]));
  });

  it.each(["' SETTINGS additional_table_filters={}", "x') OR 1=1 --", '{tenants:Array(UUID)}', "\\' OR tenant_id != ''", 'write\u0000 FORMAT Null'])('user text stays text: %s', async (text) => {
    const statement = listEvents.statement(scopeOf(WATER), { fromUs: T0 - 1, toUs: T0 + 1e9, limit: 10, text, ip: text });
    expect(statement.query).not.toContain(text === '{tenants:Array(UUID)}' ? 'text = {tenants' : text);
    expect(await listEvents(store.client, scopeOf(WATER), { fromUs: T0 - 1, toUs: T0 + 1e9, limit: 10, text })).toEqual([]);
    expect(await listFindings(store.client, scopeOf(WATER), { fromUs: T0 - 1, toUs: T0 + 1e9, limit: 10, detectionId: text })).toEqual([]);
  });

  it('ids that are no UUIDs are refused before anything is sent', async () => {
    await expect(readEvent(store.client, scopeOf(WATER), { eventIds: ["' OR 1=1"] })).rejects.toThrow(Refused);
    expect(() => listEvents.statement(scopeOf(WATER), { fromUs: T0, toUs: T0, limit: 10, tenantIds: ["x' OR '1"] })).toThrow('must be a UUID');
    expect(() => listEvents.statement({ ...scopeOf(WATER), tenants: ["') OR 1=1 --"] } as never, { fromUs: T0, toUs: T0, limit: 10 })).toThrow('no UUID');
  });

  it('a read without predicate, with a table that it does not list, or with SETTINGS cannot be defined', () => {
    const base = { name: 'bad', params: z.object({}), row: z.object({}) };
    expect(() => defineRead({ ...base, tables: ['events'], sql: 'SELECT 1 FROM events' })).toThrow('predicate');
    expect(() => defineRead({ ...base, tables: ['events'], sql: 'SELECT 1 FROM events JOIN findings USING x WHERE tenant_id IN {tenants:Array(UUID)}' })).toThrow('named');
    expect(() => defineRead({ ...base, tables: ['events'], sql: 'SELECT 1 FROM events WHERE tenant_id IN {tenants:Array(UUID)} SETTINGS max_threads=1' })).toThrow('SETTINGS');
  });

  it('the settings of one read do not reach the next statement of the same server', async () => {
    await listEvents(store.client, scopeOf(WATER), { fromUs: T0 - 1, toUs: T0 + 1e9, limit: 10 });
    const answer = await store.client.query({ query: 'SELECT toString(count()) AS n FROM events', format: 'JSONEachRow' });
    expect(await answer.json()).toEqual([{ n: '6' }]);
  });
});

describe('inserts', () => {
  it('refuses rows of a tenant outside the scope, and inserts none of them', async () => {
    const rows = [anEvent(WATER, 90), anEvent(HOSPITAL, 91)];
    await expect(insertRows(store.client, scopeOf(WATER), EVENTS, rows)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readEvent(store.client, scopeOf(WATER, HOSPITAL), { eventIds: rows.map((row) => row.eventId) })).toEqual([]);
  });

  it('the same rows twice are one row, the first', async () => {
    const row = anEvent(WATER, 95);
    await insertRows(store.client, scopeOf(WATER), EVENTS, [row]);
    await insertRows(store.client, scopeOf(WATER), EVENTS, [{ ...row, ingestedAtMs: row.ingestedAtMs + 5 }]);
    const found = await readEvent(store.client, scopeOf(WATER), { eventIds: [row.eventId] });
    expect(found.map((each) => each.ingestedAtMs)).toEqual([row.ingestedAtMs]);
  });
});
