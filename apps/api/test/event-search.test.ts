import { listAudit, listSensors, withTenant } from '@watchfloor/postgres';
import { mintScope } from '@watchfloor/testing-env';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiStage, type ApiStage } from './stage/api-stage.ts';
import { seedEvents } from './stage/seed-events.ts';

const AT = new Date('2026-05-04T09:00:00Z');
let stage: ApiStage;
let events: { eventId: string }[];
let sensorName: string;
beforeAll(async () => {
  stage = await createApiStage();
  events = [...(await seedEvents(stage.stores.clickhouse, stage.a, AT, 3)).events];
  const scope = mintScope([stage.a.tenantId]);
  sensorName = (await withTenant(stage.stores.postgres, scope, (tx) => listSensors(scope, tx)))[0]?.name ?? '';
}, 300_000);
afterAll(() => stage?.stop());

const filter = () => ({ tenantId: stage.a.tenantId, from: '2026-05-04T00:00:00Z', to: '2026-05-05T00:00:00Z' });
const SEARCH = 'query ($filter: EventFilter!, $query: String, $field: String!) { events(filter: $filter, query: $query) { edges { node { eventId } } } eventHistogram(filter: $filter, query: $query) { total intervalSeconds } eventFacets(filter: $filter, query: $query, field: $field) { values { value events } } }';

describe('events by query', () => {
  it('answers list, histogram and facets alike, and knows things by name', async () => {
    const id = events[0]?.eventId ?? '';
    const found = await stage.ask('ana', SEARCH, { filter: filter(), query: `event:${id} sensor:"${sensorName}"`, field: 'sensor' });
    expect(found.data).toMatchObject({ events: { edges: [{ node: { eventId: id } }] }, eventHistogram: { total: 1, intervalSeconds: 1_800 }, eventFacets: { values: [{ value: stage.a.sensor.id, events: 1 }] } });
    const none = await stage.ask('ana', SEARCH, { filter: filter(), query: `NOT sensor:"${sensorName}"`, field: 'sensor' });
    expect(none.data).toMatchObject({ events: { edges: [] }, eventHistogram: { total: 0 }, eventFacets: { values: [] } });
  });

  it('refuses a query with the place and a hint', async () => {
    const answer = await stage.ask('ana', SEARCH, { filter: filter(), query: 'scr_ip:10.0.0.1', field: 'sensor' });
    expect(answer.errors?.[0]).toMatchObject({ message: "unknown field 'scr_ip': did you mean src_ip? (at character 1)", extensions: { code: 'INVALID_INPUT' } });
    const unnamed = await stage.ask('ana', SEARCH, { filter: filter(), query: 'zone:nowhere', field: 'sensor' });
    expect(unnamed.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });
});

describe('saved searches', () => {
  const list = async (person: 'ana' | 'leo' | 'carla'): Promise<unknown> => (await stage.ask(person, 'query ($t: ID!) { savedSearches(tenantId: $t) { name query lastMinutes mine } }', { t: stage.a.tenantId })).data?.['savedSearches'];

  it("are shared within an organisation, changed by their owner alone, and leave audit rows", async () => {
    const SAVE = 'mutation ($input: SaveSearchInput!) { saveSearch(input: $input) { savedSearch { savedSearchId } } }';
    const saved = await stage.ask('ana', SAVE, { input: { tenantId: stage.a.tenantId, name: 'writes', query: 'ot_access:write', lastMinutes: 240 } });
    const savedSearchId = (saved.data as { saveSearch: { savedSearch: { savedSearchId: string } } }).saveSearch.savedSearch.savedSearchId;
    expect(await list('leo')).toEqual([{ name: 'writes', query: 'ot_access:write', lastMinutes: 240, mine: false }]);
    expect(await list('carla')).toEqual([]);
    const input = { tenantId: stage.a.tenantId, savedSearchId };
    const RENAME = 'mutation ($input: RenameSearchInput!) { renameSearch(input: $input) { savedSearch { name mine } } }';
    const DELETE = 'mutation ($input: DeleteSearchInput!) { deleteSearch(input: $input) { savedSearch { name } } }';
    expect((await stage.ask('leo', RENAME, { input: { ...input, name: 'taken' } })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await stage.ask('carla', DELETE, { input })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await stage.ask('ana', RENAME, { input: { ...input, name: 'all writes' } })).data).toEqual({ renameSearch: { savedSearch: { name: 'all writes', mine: true } } });
    expect((await stage.ask('ana', DELETE, { input })).data).toEqual({ deleteSearch: { savedSearch: null } });
    expect(await list('ana')).toEqual([]);
    const scope = mintScope([stage.a.tenantId]);
    const audit = await withTenant(stage.stores.postgres, scope, (tx) => listAudit(scope, tx, stage.a.tenantId));
    expect(audit.map((row) => row.action).filter((action) => action.startsWith('saved-search'))).toEqual(['saved-search.saved', 'saved-search.renamed', 'saved-search.deleted']);
    expect(audit.filter((row) => /writes|ot_access/.test(row.payload))).toEqual([]);
    expect((await stage.ask('ana', SAVE, { input: { tenantId: stage.a.tenantId, name: 'bad', query: 'scr_ip:1' } })).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });
});
