import { deterministicId } from '@watchfloor/core/ids';
import { matchQuery, parseQuery, printQuery, type Query } from '@watchfloor/search';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomEvent, randomQuery } from '@watchfloor/search/random-query';
import { compileQuery, eventFacets, eventHistogram, EVENTS, insertRows, listEvents, type EventRow } from '../src/index.ts';
import { startStore, type TestStore } from './engine.ts';
import { anEvent, HOSPITAL, scopeOf, T0, WATER } from './fixtures.ts';

const scope = scopeOf(WATER);
const window = { fromUs: T0 - 1, toUs: T0 + 3_600_000_000 };
let store: TestStore;
let rows: (EventRow & { readonly attrs: Readonly<Record<string, string>> })[];
beforeAll(async () => {
  store = await startStore();
  const random = fc.sample(randomEvent, { numRuns: 200, seed: 4 });
  rows = random.map((event, n) => ({ ...anEvent(WATER, n), ...event, flags: [...event.flags], attrs: { ...event.attrs } }));
  await insertRows(store.client, scope, EVENTS, rows);
  await insertRows(store.client, scopeOf(HOSPITAL), EVENTS, rows.map((row, n) => ({ ...row, tenantId: HOSPITAL, eventId: anEvent(HOSPITAL, n).eventId })));
});
afterAll(() => store?.stop());

/** Every event of the customer with the answer of each query, 1 or 0. */
async function answersOf(queries: readonly Query[]): Promise<{ id: string; hits: number[] }[]> {
  const compiled = queries.map((query) => compileQuery(query));
  const params = Object.fromEntries(compiled.flatMap((one, n) => Object.entries(one.params).map(([name, value]) => [`n${n}${name}`, value])));
  const hits = compiled.map((one, n) => `toUInt8(${one.where.replaceAll('{q', `{n${n}q`)})`).join(', ');
  const answer = await store.client.query({ query: `SELECT toString(event_id) AS id, [${hits}] AS hits FROM events FINAL WHERE tenant_id = {tenant:UUID}`, query_params: { ...params, tenant: WATER }, format: 'JSONEachRow' });
  return answer.json();
}

describe('a query in SQL', () => {
  it('finds what the evaluator in memory finds, whatever query and events', { timeout: 120_000 }, async () => {
    let found = 0;
    // Many conditions in one statement: each costs a column instead of a round trip.
    await fc.assert(fc.asyncProperty(fc.array(randomQuery, { minLength: 25, maxLength: 25 }), async (queries) => {
      const answer = await answersOf(queries);
      for (const [n, query] of queries.entries()) {
        const expected = rows.filter((row) => matchQuery(query, { ...row, raw: String(row.raw) })).map((row) => row.eventId);
        found += expected.length;
        expect(answer.filter((row) => row.hits[n] === 1).map((row) => row.id).sort(), printQuery(query)).toEqual(expected.sort());
      }
    }), { numRuns: 4 });
    expect(found).toBeGreaterThan(500);
  });

  it('is what listEvents answers by', { timeout: 60_000 }, async () => {
    for (const query of fc.sample(randomQuery, 8)) {
      const answer = await listEvents(store.client, scope, { ...window, limit: 1_000, query });
      const expected = rows.filter((row) => matchQuery(query, { ...row, raw: String(row.raw) }));
      expect(answer.map((row) => row.eventId).sort(), printQuery(query)).toEqual(expected.map((row) => row.eventId).sort());
    }
  });

  it('has nothing of its text in the statement', () => {
    const query = parseQuery(String.raw`needle1 "needle2 x" src_mac:needle3* unmapped.needle4:needle5 app_protocol:("' OR 1=1 --needle6" OR "{tenants:Array(UUID)}needle7") sensor:00000000-0000-4000-8000-0000deed1e00`);
    const statement = listEvents.statement(scope, { ...window, limit: 1, query });
    expect(statement.query).not.toMatch(/needle|deed1e|1=1/);
    expect(JSON.stringify(statement.query_params)).toMatch(/needle1.*needle7/);
  });

  it('pages newest first, each event once, and counts and groups the same events', async () => {
    const query = 'dst_port:>=2 NOT src_ip:fe80::/10';
    const expected = rows.filter((row) => matchQuery(parseQuery(query), { ...row, raw: String(row.raw) }));
    const ids: string[] = [];
    let before: { beforeUs: number; beforeId: string } | undefined;
    for (let page = 0; page < 100; page += 1) {
      const some = await listEvents(store.client, scope, { ...window, query, limit: 17, ...before });
      ids.push(...some.map((row) => row.eventId));
      const last = some.at(-1);
      if (some.length < 17 || !last) break;
      before = { beforeUs: last.timeUs, beforeId: last.eventId };
    }
    expect(ids).toEqual([...expected].sort((a, b) => b.timeUs - a.timeUs).map((row) => row.eventId));
    const counted = await eventHistogram(store.client, scope, { ...window, query, intervalUs: 60_000_000 });
    expect(counted.reduce((sum, row) => sum + row.events, 0)).toBe(expected.length);
    const ports = await eventFacets(store.client, scope, { ...window, query, field: 'port', limit: 10 });
    const countOf = (port: number): number => expected.filter((row) => row.srcPort === port || row.dstPort === port).length;
    expect(ports).toEqual([1, 2, 3, 4, 5, 6].map((port) => ({ value: String(port), events: countOf(port) })).sort((a, b) => b.events - a.events || Number(a.value) - Number(b.value)));
    expect(await eventFacets(store.client, scope, { ...window, field: 'unmapped.foo', limit: 1, query: 'unmapped.foo:3' })).toHaveLength(1);
  });

  it('that would look at too much is refused, with what to do', async () => {
    const statement = listEvents.statement(scope, { ...window, limit: 1, query: 'write' });
    expect(statement.clickhouse_settings).toMatchObject({ max_execution_time: 20, max_rows_to_read: '1000000000', max_bytes_to_read: '40000000000' });
    const tight = new Proxy(store.client, { get: (client, key) => (key === 'query' ? (sent: { clickhouse_settings: object }) => client.query({ ...sent, clickhouse_settings: { ...sent.clickhouse_settings, max_rows_to_read: '10' } } as never) : Reflect.get(client, key)) });
    await expect(listEvents(tight, scope, { ...window, limit: 1, query: 'write' })).rejects.toMatchObject({ code: 'TOO_EXPENSIVE', message: expect.stringContaining('shorten the time window') });
  });

  it('that names a thing must have been resolved', async () => {
    await expect(listEvents(store.client, scope, { ...window, limit: 1, query: 'asset:plc-1' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(listEvents(store.client, scope, { ...window, limit: 1, query: 'scr_ip:1' })).rejects.toThrow('did you mean src_ip');
    expect(await listEvents(store.client, scope, { ...window, limit: 1, query: `event:${deterministicId('none')}` })).toEqual([]);
  });
});
