import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiStage, type ApiStage } from './stage/api-stage.ts';
import { follow } from './stage/follow.ts';
import { personActor, seedCase } from './stage/seed-case.ts';
import { seedEvents } from './stage/seed-events.ts';
import { upsertCase, findCaseSnapshot, withTenant } from '@watchfloor/postgres';
import { mintScope } from '@watchfloor/testing-env';

const MINUTE = 60_000;
const IN_PERIOD = new Date('2026-05-04T09:00:00Z');
const ana = personActor('ana', 'provider', 'analyst');
const carla = personActor('carla', 'customer', 'customer-engineer');

let stage: ApiStage;
let mine: string;
let theirs: string;
let outside: string;
let events: Awaited<ReturnType<typeof seedEvents>>;
beforeAll(async () => {
  stage = await createApiStage();
  events = await seedEvents(stage.stores.clickhouse, stage.a, IN_PERIOD, 5);
  mine = (
    await seedCase(stage.cases, stage.a, {
      openedAt: IN_PERIOD,
      findingIds: [events.finding.findingId],
      commands: [
        { by: ana, afterMs: 5 * MINUTE, command: { type: 'acknowledge', note: 'looking' } },
        { by: ana, afterMs: 6 * MINUTE, command: { type: 'comment', body: 'between us: check the laptop', visibility: 'internal' } },
        { by: carla, afterMs: 7 * MINUTE, command: { type: 'comment', body: 'we did not plan this', visibility: 'customer' } },
      ],
    })
  ).caseId;
  outside = (await seedCase(stage.cases, stage.a, { openedAt: new Date('2026-08-01T09:00:00Z'), title: 'After the period' })).caseId;
  theirs = (await seedCase(stage.cases, stage.b, { openedAt: IN_PERIOD, title: 'Of the other customer' })).caseId;
});
afterAll(() => stage?.stop());

const CASE = `query($id: ID!) { case(id: $id) { id number title status severity tenantName siteName primaryAsset { name zoneName } findingCount allowedActions holdReasons escalation { active }
  clocks { name state targetMinutes consumedSeconds } findings { totalCount edges { node { findingId title severity events { message raw ocsf } } } }
  ledger { totalCount edges { node { seq type text visibility actorName actorOrg } } } } }`;
interface CaseView {
  case: { id: string; allowedActions: string[]; clocks: { name: string; state: string; consumedSeconds: number }[]; ledger: { totalCount: number; edges: { node: { seq: number; type: string; text: string; visibility: string } }[] } } & Record<string, unknown>;
}

describe('a case', () => {
  it('shows its story to the provider: clocks, ledger in words, findings with their events', async () => {
    const { case: view } = await stage.get<CaseView>('ana', CASE, { id: mine });
    expect(view).toMatchObject({ number: 1, status: 'IN_PROGRESS', severity: 'HIGH', tenantName: stage.a.slug, siteName: 'Plant', primaryAsset: { name: 'PLC', zoneName: 'Control' }, findingCount: 1 });
    expect(view.clocks).toContainEqual({ name: 'acknowledge', state: 'MET', targetMinutes: 15, consumedSeconds: 300 });
    expect(view.findings).toMatchObject({ totalCount: 1, edges: [{ node: { findingId: events.finding.findingId, severity: 'HIGH', events: [{ message: 'write 0', ocsf: { class_uid: 4001, ot: { protocol: 'modbus' } } }] } }] });
    expect(view.ledger.edges.map(({ node }) => node.type)).toEqual(expect.arrayContaining(['case.opened', 'case.acknowledged', 'case.commented']));
    expect(view.ledger.edges.find(({ node }) => node.type === 'case.acknowledged')?.node.text).toContain('ana acknowledged the case (looking)');
    expect(view.allowedActions.sort()).toEqual(['assign', 'comment', 'hold', 'rate', 'resolve']);
    expect(view['holdReasons']).toContain('waiting for the customer');
  });

  it.each(['carla', 'omar', 'aude'] as const)('hides internal entries from %s, in pages and in counts', async (person) => {
    const { case: view } = await stage.get<CaseView>(person, CASE, { id: mine });
    const all = (await stage.get<CaseView>('ana', CASE, { id: mine })).case.ledger;
    const internal = all.edges.filter(({ node }) => node.visibility === 'INTERNAL');
    expect(internal.map(({ node }) => node.text).join()).toContain('check the laptop');
    expect(view.ledger.edges.every(({ node }) => node.visibility === 'CUSTOMER')).toBe(true);
    expect(JSON.stringify(view)).not.toContain('check the laptop');
    expect(view.ledger.totalCount).toBe(all.totalCount - internal.length);
  });

  it('offers each role only what it may do', async () => {
    const actions = async (person: 'carla' | 'aude' | 'leo') => (await stage.get<CaseView>(person, CASE, { id: mine })).case.allowedActions.sort();
    expect(await actions('carla')).toEqual(['comment']);
    expect(await actions('aude')).toEqual([]);
    expect(await actions('leo')).toEqual(['assign', 'comment', 'hold', 'rate', 'resolve']);
  });

  it('of another customer is NOT_FOUND by every id', async () => {
    const global = (await stage.get<CaseView>('bruno', CASE, { id: theirs })).case.id;
    for (const id of [theirs, global]) expect((await stage.ask('ana', CASE, { id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await stage.ask('ana', '{ node(id: "' + global + '") { id } }')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('an auditor', () => {
  it('sees the cases opened in their period and nothing else', async () => {
    const list = async (person: 'aude' | 'ana') => (await stage.get<{ cases: { totalCount: number; edges: { node: { caseId: string } }[] } }>(person, '{ cases { totalCount edges { node { caseId } } } }')).cases;
    expect((await list('ana')).totalCount).toBe(2);
    expect(await list('aude')).toEqual({ totalCount: 1, edges: [{ node: { caseId: mine } }] });
    expect((await stage.ask('aude', CASE, { id: outside })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('sees events and findings of their period only, however they ask', async () => {
    const late = await seedEvents(stage.stores.clickhouse, stage.a, new Date('2026-08-01T09:00:00Z'), 2);
    const query = 'query($t: ID!, $from: DateTime!, $to: DateTime!) { events(filter: {tenantId: $t, from: $from, to: $to}) { edges { node { id } } } findings(tenantId: $t, from: $from, to: $to) { edges { node { id } } } }';
    const at = { t: stage.a.tenantId, from: '2026-07-20T00:00:00Z', to: '2026-08-10T00:00:00Z' };
    const whole = await stage.get<{ events: { edges: { node: { id: string } }[] } }>('ana', query, at);
    expect(whole.events.edges).toHaveLength(2);
    expect(await stage.get('aude', query, at)).toEqual({ events: { edges: [] }, findings: { edges: [] } });
    expect((await stage.ask('aude', 'query($id: ID!) { node(id: $id) { id } }', { id: whole.events.edges[0]?.node.id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(late.events).toHaveLength(2);
  });
});

describe('reads by the provider and by auditors', () => {
  it("are told to the customer's audit log, those of the customer's own people are not", async () => {
    await stage.flushReads();
    const rows = await stage.audit(stage.a.tenantId);
    const readers = rows.filter((row) => row.action === 'data.read').map((row) => (JSON.parse(row.payload) as { actor: { name: string }; detail: { reads: Record<string, number> } }));
    expect(new Set(readers.map((row) => row.actor.name))).toEqual(new Set(['ana', 'leo', 'aude']));
    expect(readers.some((row) => row.detail.reads[`case ${mine}`] !== undefined)).toBe(true);
  });
});

describe('the subscription', () => {
  it('brings changed cases to those who may see them, and to nobody else', async () => {
    const clients = await Promise.all((['ana', 'bruno', 'aude'] as const).map(async (person) => stage.socket(`Bearer ${await stage.token(person)}`)));
    const [ana, bruno, aude] = clients.map((client) => follow(client, 'subscription { caseChanged { caseId title tenantName ledger { totalCount } } }'));
    const touch = async (tenantId: string, id: string) => {
      const scope = mintScope([tenantId]);
      await withTenant(stage.cases, scope, async (tx) => {
        const row = await findCaseSnapshot(scope, tx, tenantId, id);
        if (row) await upsertCase(scope, tx, { ...row, title: `${row.title}!`, escalation: row.escalation ?? {}, state: row.state ?? {} });
      });
    };
    // Until both sockets follow, a change would be missed: change until each has heard of its own.
    while ((ana?.results.length ?? 0) === 0 || (bruno?.results.length ?? 0) === 0) {
      await touch(stage.a.tenantId, outside);
      await touch(stage.b.tenantId, theirs);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const ids = (followed: typeof ana) => new Set(followed?.results.map((result) => (result.data?.['caseChanged'] as { caseId: string }).caseId));
    expect(ids(ana)).toEqual(new Set([outside]));
    expect(ids(bruno)).toEqual(new Set([theirs]));
    await touch(stage.a.tenantId, mine);
    await aude?.count(1);
    expect(ids(aude)).toEqual(new Set([mine]));
    await Promise.all(clients.map((client) => client.dispose()));
  });
});
