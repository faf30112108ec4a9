import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceScope } from '@watchfloor/identity';
import { createTestEnvironment, type TestEnvironment } from '@watchfloor/testing-env';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiStage, PAYLOAD_KEYS, type ApiStage, type GraphqlAnswer } from './stage/api-stage.ts';
import { startCases } from './stage/cases-process.ts';
import { follow } from './stage/follow.ts';
import type { Person } from './stage/people.ts';

let engines: TestEnvironment<{ temporal: true }>;
let stage: ApiStage;
let stopCases: (() => Promise<void>) | undefined;
const folder = mkdtempSync(join(tmpdir(), 'wf-api-cases-'));
beforeAll(async () => {
  engines = await createTestEnvironment({ temporal: true });
  stage = await createApiStage({ temporal: engines.temporal, env: { WF_VAULT_DIR: folder } });
  const { postgres, clickhouse } = stage.env;
  stopCases = await startCases({ WF_POSTGRES_URL: postgres.urls.wf_cases, WF_CLICKHOUSE_URL: clickhouse.url, WF_CLICKHOUSE_DATABASE: clickhouse.database, WF_TEMPORAL_ADDRESS: engines.temporal.address, WF_TEMPORAL_NAMESPACE: engines.temporal.namespace, WF_PAYLOAD_KEYS: PAYLOAD_KEYS }, folder);
}, 300_000);
afterAll(async () => {
  await stopCases?.();
  await stage?.stop();
  await engines?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a case as `detect` does and waits until its record can be read. */
async function openCase(tenant: 'a' | 'b' = 'a'): Promise<{ tenantId: string; caseId: string }> {
  const { tenantId, siteId, assets } = stage[tenant];
  const caseId = randomUUID();
  await stage.stores.temporal.cases.open(serviceScope('detect', [tenantId]), {
    tenantId, caseId, siteId, groupKey: `g:${caseId}`, detectionId: 'modbus-write', title: 'Register written', summary: 'why', severity: 'high', primaryAssetId: assets.plc.id, techniques: ['T0836'], firstEventAt: Date.now() - 1_000,
    findings: [{ id: randomUUID(), timeMs: Date.now() - 1_000, severityId: 4, title: 'A write' }],
  });
  while (!(await stage.ask('leo', 'query($id: ID!) { case(id: $id) { id } }', { id: caseId })).data?.['case']) await new Promise((resolve) => setTimeout(resolve, 50));
  return { tenantId, caseId };
}

interface Payload {
  case: { caseId: string; status: string; assignee: string | null; acknowledgedAt: string | null; severity: string; verdict: string | null; allowedActions: string[]; ledger: { edges: { node: { type: string; actorName: string; actorOrg: string; visibility: string } }[] } };
  clientMutationId: string | null;
}
const SELECT = '{ case { caseId status assignee acknowledgedAt severity verdict allowedActions ledger(first: 100) { edges { node { type actorName actorOrg visibility } } } } clientMutationId }';
const inputType = (name: string) => (name === 'commentCase' ? 'CommentInput' : `${name[0]?.toUpperCase()}${name.slice(1)}Input`);
const order = (person: Person, name: string, input: object): Promise<GraphqlAnswer> => stage.ask(person, `mutation($input: ${inputType(name)}!) { ${name}(input: $input) ${SELECT} }`, { input });
const carry = async (person: Person, name: string, input: object): Promise<Payload> => {
  const answer = await order(person, name, input);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data?.[name] as Payload;
};
const code = (answer: GraphqlAnswer) => answer.errors?.[0]?.extensions.code;

describe('a case', () => {
  it('goes through its life by commands, each answered with the case as it then is', { timeout: 120_000 }, async () => {
    const ref = await openCase();
    expect((await carry('ana', 'acknowledgeCase', { ...ref, note: 'looking' })).case).toMatchObject({ status: 'IN_PROGRESS', acknowledgedAt: expect.any(String) });
    expect((await carry('ana', 'assignCase', { ...ref, assignee: 'me' })).case.assignee).toBe('ana');
    expect((await carry('leo', 'assignCase', { ...ref, assignee: 'leo' })).case.assignee).toBe('leo');
    expect((await carry('ana', 'rateCase', { ...ref, severity: 'CRITICAL', reason: 'the pump runs' })).case.severity).toBe('CRITICAL');
    expect((await carry('ana', 'holdCase', { ...ref, reason: 'waiting for the customer', until: new Date(Date.now() + 3_600_000).toISOString() })).case.status).toBe('ON_HOLD');
    expect((await carry('carla', 'commentCase', { ...ref, body: 'planned work', visibility: 'CUSTOMER' })).case.status).toBe('IN_PROGRESS');
    expect((await carry('ana', 'resolveCase', { ...ref, verdict: 'BENIGN_POSITIVE', reason: 'planned work' })).case).toMatchObject({ status: 'RESOLVED', verdict: 'BENIGN_POSITIVE', allowedActions: expect.arrayContaining(['close', 'reopen']) });
    expect((await carry('leo', 'closeCase', ref)).case.status).toBe('CLOSED');
    const { case: last } = await carry('leo', 'reopenCase', { ...ref, reason: 'it came back' });
    expect(last.status).toBe('IN_PROGRESS');
    const commented = last.ledger.edges.map(({ node }) => node).find((node) => node.type === 'case.commented');
    expect(commented).toEqual({ type: 'case.commented', actorName: 'carla', actorOrg: 'customer', visibility: 'CUSTOMER' });
  });

  it('refuses what its rules forbid, with their code', async () => {
    const ref = await openCase();
    expect(code(await order('ana', 'closeCase', ref))).toBe('CONFLICT');
    expect(code(await order('ana', 'resumeCase', ref))).toBe('CONFLICT');
    await carry('ana', 'acknowledgeCase', ref);
    expect(code(await order('ana', 'holdCase', { ...ref, reason: 'no reason of the contract', until: new Date(Date.now() + 3_600_000).toISOString() }))).toBe('INVALID_INPUT');
    expect(code(await order('ana', 'assignCase', { ...ref, assignee: 'carla' }))).toBe('INVALID_INPUT');
    expect(code(await order('carla', 'commentCase', { ...ref, body: 'hidden', visibility: 'INTERNAL' }))).toBe('FORBIDDEN');
  });

  it('does a command with the same clientMutationId once', async () => {
    const ref = await openCase();
    const comment = { ...ref, body: 'once', visibility: 'CUSTOMER', clientMutationId: 'c-1' };
    await carry('ana', 'commentCase', comment);
    const again = await carry('ana', 'commentCase', comment);
    expect(again.clientMutationId).toBe('c-1');
    expect(again.case.ledger.edges.filter(({ node }) => node.type === 'case.commented')).toHaveLength(1);
  });

  it('of another customer is NOT_FOUND, whichever id is theirs', async () => {
    const theirs = await openCase('b');
    const attempts = [theirs, { tenantId: stage.a.tenantId, caseId: theirs.caseId }, { tenantId: theirs.tenantId, caseId: randomUUID() }];
    for (const ref of attempts) expect(code(await order('ana', 'acknowledgeCase', ref))).toBe('NOT_FOUND');
    expect((await stage.get<{ case: { status: string } }>('bruno', 'query($id: ID!) { case(id: $id) { status } }', { id: theirs.caseId })).case.status).toBe('NEW');
  });

  it('reaches subscribers when it changes', async () => {
    const client = stage.socket(`Bearer ${await stage.token('carla')}`);
    const changes = follow(client, 'subscription { caseChanged { caseId status } }');
    while (changes.results.length === 0) await openCase();
    const ref = await openCase();
    await carry('ana', 'acknowledgeCase', ref);
    const seen = () => changes.results.some(({ data }) => JSON.stringify(data?.['caseChanged']) === JSON.stringify({ caseId: ref.caseId, status: 'IN_PROGRESS' }));
    while (!seen()) await changes.count(changes.results.length + 1);
    await client.dispose();
  });
});

describe('evidence', () => {
  const request = (person: Person, input: object) => stage.ask(person, 'mutation($input: RequestEvidenceInput!) { requestEvidence(input: $input) { evidenceExport { id packageId status requestedBy } } }', { input: { tenantId: stage.a.tenantId, framework: 'nist-csf-2.0', ...input } });

  it('is requested, and found by its id; outside an auditor’s period it is FORBIDDEN', async () => {
    const answer = await request('aude', { from: '2026-04-01T00:00:00Z', to: '2026-05-01T00:00:00Z', clientMutationId: 'e-1' });
    expect(answer.errors).toBeUndefined();
    const { evidenceExport } = answer.data?.['requestEvidence'] as { evidenceExport: { id: string; packageId: string; requestedBy: string } };
    expect(evidenceExport.requestedBy).toBe('aude');
    expect(await stage.get('aude', 'query($id: ID!) { node(id: $id) { ... on EvidenceExport { packageId } } }', { id: evidenceExport.id })).toEqual({ node: { packageId: evidenceExport.packageId } });
    const again = await request('aude', { from: '2026-04-01T00:00:00Z', to: '2026-05-01T00:00:00Z', clientMutationId: 'e-1' });
    expect((again.data?.['requestEvidence'] as { evidenceExport: { packageId: string } }).evidenceExport.packageId).toBe(evidenceExport.packageId);
    expect(code(await request('aude', { from: '2026-01-01T00:00:00Z', to: '2026-05-01T00:00:00Z' }))).toBe('FORBIDDEN');
    expect(code(await request('carla', { from: '2026-04-01T00:00:00Z', to: '2026-05-01T00:00:00Z' }))).toBe('FORBIDDEN');
    expect(code(await request('leo', { from: '2026-05-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }))).toBe('INVALID_INPUT');
  });
});
