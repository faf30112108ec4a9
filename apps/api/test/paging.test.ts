import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiStage, type ApiStage } from './stage/api-stage.ts';
import { seedCase } from './stage/seed-case.ts';
import { seedEvents } from './stage/seed-events.ts';

const FROM = new Date('2026-05-04T09:00:00Z');
let stage: ApiStage;
beforeAll(async () => {
  stage = await createApiStage();
  for (let n = 0; n < 7; n++) await seedCase(stage.cases, n % 2 ? stage.a : stage.b, { openedAt: new Date(FROM.getTime() + (n % 3) * 60_000), title: `case ${n}` });
  await seedEvents(stage.stores.clickhouse, stage.a, FROM, 11);
});
afterAll(() => stage?.stop());

interface Page {
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: number | null;
}
const FIELDS = '{ edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }';

/** The lists, as a query with $first and $after that holds one connection named `list`. */
const LISTS: Record<string, (stage: ApiStage) => string> = {
  cases: () => `query($first: Int, $after: String) { list: cases(first: $first, after: $after) ${FIELDS} }`,
  assets: () => `query($first: Int, $after: String) { list: assets(first: $first, after: $after) ${FIELDS} }`,
  events: ({ a }) => `query($first: Int, $after: String) { list: events(filter: {tenantId: "${a.tenantId}", from: "2026-05-04T00:00:00Z", to: "2026-05-05T00:00:00Z"}, first: $first, after: $after) ${FIELDS} }`,
};

describe.each(Object.keys(LISTS))('%s', (name) => {
  const page = async (first: number, after: string | null): Promise<Page> => (await stage.get<{ list: Page }>('leo', LISTS[name]?.(stage) ?? '', { first, after })).list;

  it('come page by page, each once, in the order of the whole', async () => {
    const whole = await page(200, null);
    expect(whole.edges.length).toBeGreaterThan(5);
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const next: Page = await page(3, after);
      expect(next.edges.length).toBeLessThanOrEqual(3);
      expect(next.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(next.pageInfo.startCursor).toBe(next.edges[0]?.cursor ?? null);
      expect(next.pageInfo.endCursor).toBe(next.edges.at(-1)?.cursor ?? null);
      seen.push(...next.edges.map((edge) => edge.node.id));
      if (!next.pageInfo.hasNextPage) break;
      after = next.pageInfo.endCursor;
    }
    expect(seen).toEqual(whole.edges.map((edge) => edge.node.id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('refuse a cursor that they did not give', async () => {
    for (const after of ['x', Buffer.from('[1]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')]) {
      expect((await stage.ask('leo', LISTS[name]?.(stage) ?? '', { first: 3, after })).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    }
  });

  it('hold ids by which node finds the same thing', async () => {
    const [edge] = (await page(1, null)).edges;
    expect(await stage.get('leo', 'query($id: ID!) { node(id: $id) { id } }', { id: edge?.node.id })).toEqual({ node: { id: edge?.node.id } });
  });
});

describe('filters', () => {
  const titles = async (filter: object) => (await stage.get<{ cases: { edges: { node: { title: string } }[] } }>('leo', 'query($f: CaseFilter) { cases(filter: $f) { edges { node { title } } } }', { f: filter })).cases.edges.map((edge) => edge.node.title);

  it('of cases narrow the queue', async () => {
    expect((await titles({ tenantId: stage.a.tenantId })).sort()).toEqual(['case 1', 'case 3', 'case 5']);
    expect(await titles({ text: 'case 4' })).toEqual(['case 4']);
    expect(await titles({ text: '#1' })).toHaveLength(2);
    expect(await titles({ statuses: ['CLOSED'] })).toEqual([]);
    expect(await titles({ unacknowledged: true, severities: ['HIGH'] })).toHaveLength(7);
    expect(await titles({ text: "100% '; DROP TABLE cases --" })).toEqual([]);
  });

  it('of events narrow the search, and a window is a window', async () => {
    const count = async (filter: object) =>
      (await stage.get<{ events: { edges: unknown[] } }>('leo', 'query($f: EventFilter!) { events(filter: $f, first: 200) { edges { cursor } } }', { f: { tenantId: stage.a.tenantId, from: '2026-05-04T09:00:00Z', to: '2026-05-04T09:00:05Z', ...filter } })).events.edges.length;
    expect(await count({})).toBe(5);
    expect(await count({ ip: stage.a.assets.plc.ip })).toBe(5);
    expect(await count({ srcIp: stage.a.assets.plc.ip })).toBe(0);
    expect(await count({ text: 'WRITE 3', dstPort: 502, otAccess: 'write', appProtocol: 'modbus' })).toBe(1);
    const answer = await stage.ask('leo', 'query($f: EventFilter!) { events(filter: $f) { edges { cursor } } }', { f: { tenantId: stage.a.tenantId, from: '2026-01-01T00:00:00Z', to: '2026-05-01T00:00:00Z' } });
    expect(answer.errors?.[0]).toMatchObject({ message: expect.stringContaining('31 days'), extensions: { code: 'INVALID_INPUT' } });
  });
});
