import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { webhookKey } from '@watchfloor/channels';
import { verifyPackage } from '@watchfloor/vault';
import { describe, expect, it } from 'vitest';
import { act, casesOf, type CaseView } from '../stack/case-view.ts';
import { endpointsOf, person } from '../stack/person.ts';
import { isSignedWith, mailsAbout, webhooksAbout } from '../stack/sinks.ts';
import { waitFor } from '../stack/wait-for.ts';

const dir = process.env['WF_TEST_STACK'] ?? '';
const endpoints = endpointsOf(dir);
const analyst = person(dir, 'ana');
const customer = person(dir, 'carla');
const auditor = person(dir, 'aude');
const otherCustomer = person(dir, 'nora');
const startedAt = new Date(Date.now() - 15 * 60_000).toISOString();
let story: CaseView;
let nextStepWas = NaN;
const now = (): Promise<CaseView> => casesOf(analyst).then((cases) => cases.find((c) => c.caseId === story.caseId) ?? story);

describe('an engineering laptop writes registers of a PLC outside the change window', () => {
  it('becomes one case, opened by itself, that says what, why and which technique', async () => {
    story = await waitFor('the case', async () => (await casesOf(analyst)).find((c) => c.findings.edges.some((edge) => edge.node.detectionId === 'modbus-write')), 240_000);
    const finding = story.findings.edges.find((edge) => edge.node.detectionId === 'modbus-write')?.node;
    expect(finding?.reason).toMatch(/outside/i);
    expect(story.techniques).toContain('T0836');
    expect(story.severity).toBe('HIGH');
    const ofThisAttack = (await casesOf(analyst)).filter((c) => c.findings.edges.some((edge) => edge.node.detectionId === 'modbus-write'));
    expect(ofThisAttack).toHaveLength(1);
  });

  it('has clocks that run in the contract of the customer', () => {
    expect(story.clocks.map((clock) => clock.name).sort()).toEqual(['acknowledge', 'contain', 'notify_customer', 'resolve']);
    const acknowledge = story.clocks.find((clock) => clock.name === 'acknowledge');
    expect(Date.parse(acknowledge?.dueAt ?? '') - Date.parse(story.openedAt)).toBe(30 * 60_000);
  });

  it('escalates by mail to the duty analyst and then, by mail and signed webhook, to the lead', async () => {
    await waitFor('the first mail', async () => (await mailsAbout(endpoints['mailInbox'] ?? '', story.title)).find((mail) => mail.to.includes('ana@soc.example')));
    await waitFor('the second mail', async () => (await mailsAbout(endpoints['mailInbox'] ?? '', story.title)).find((mail) => mail.to.includes('leo@soc.example')));
    const hook = await waitFor('the webhook', async () => (await webhooksAbout(endpoints['webhookSink'] ?? '', story.caseId))[0]);
    const { webhookSecret } = JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')) as { webhookSecret: string };
    expect(isSignedWith(webhookKey(webhookSecret, story.tenantId), hook)).toBe(true);
    expect(isSignedWith(webhookKey(webhookSecret, '22222222-2222-8222-8222-222222222222'), hook)).toBe(false);
  });

  it('is seen by the customer it belongs to and by no other', async () => {
    expect((await casesOf(customer)).map((c) => c.caseId)).toContain(story.caseId);
    expect((await casesOf(otherCustomer)).map((c) => c.caseId)).not.toContain(story.caseId);
    const comment = 'mutation C($input: CommentInput!) { commentCase(input: $input) { case { caseId } } }';
    const stolen = await otherCustomer.ask(comment, { input: { tenantId: story.tenantId, caseId: story.caseId, body: 'hello', visibility: 'CUSTOMER' } });
    expect(stolen.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  it('stops escalating when the analyst acknowledges it', async () => {
    const before = await now();
    const acknowledged = await act(analyst, 'acknowledgeCase', 'AcknowledgeCaseInput', { tenantId: story.tenantId, caseId: story.caseId, note: 'looking' });
    expect(acknowledged).toMatchObject({ status: 'IN_PROGRESS', escalation: { active: false } });
    expect(acknowledged.clocks.find((clock) => clock.name === 'acknowledge')?.state).toBe('MET');
    nextStepWas = Date.parse(before.escalation.nextAt ?? '');
    expect(nextStepWas).toBeGreaterThan(Date.parse(before.openedAt));
  });

  it('takes notes; what is internal stays with the provider', async () => {
    const id = { tenantId: story.tenantId, caseId: story.caseId };
    await act(analyst, 'commentCase', 'CommentInput', { ...id, body: 'our own suspicion', visibility: 'INTERNAL' });
    await act(analyst, 'commentCase', 'CommentInput', { ...id, body: 'please call your vendor', visibility: 'CUSTOMER' });
    await act(customer, 'commentCase', 'CommentInput', { ...id, body: 'vendor says it was not them', visibility: 'CUSTOMER' });
    const seen = JSON.stringify((await casesOf(customer)).find((c) => c.caseId === story.caseId));
    expect(seen).toContain('please call your vendor');
    expect(seen).toContain('vendor says it was not them');
    expect(seen).not.toContain('our own suspicion');
  });

  it('is resolved with a verdict and closed', async () => {
    const id = { tenantId: story.tenantId, caseId: story.caseId };
    const early = await analyst.ask('mutation C($input: CloseCaseInput!) { closeCase(input: $input) { case { status } } }', { input: id });
    expect(early.errors?.[0]?.extensions?.code).toBe('CONFLICT');
    const resolved = await act(analyst, 'resolveCase', 'ResolveCaseInput', { ...id, verdict: 'TRUE_POSITIVE', reason: 'stolen vendor account' });
    expect(resolved.status).toBe('RESOLVED');
    expect((await act(analyst, 'closeCase', 'CloseCaseInput', id)).status).toBe('CLOSED');
  });

  it('ends in an evidence package that verifies offline, is the same again for its snapshot, and tells of a changed byte', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'watchfloor-evidence-')), 'package.zip');
    const cli = (...args: string[]): string => execFileSync('npm', ['run', '-s', 'cli', '--', ...args], { encoding: 'utf8', env: { ...process.env, INIT_CWD: process.cwd() } });
    const period = ['--data-dir', dir, '--tenant', story.tenantId, '--from', startedAt, '--to', new Date().toISOString()];
    const first = JSON.parse(cli('export', ...period, '--json', '--out', file)) as { sha256: string; snapshotAt: string };
    const again = JSON.parse(cli('export', ...period, '--json', '--out', `${file}.again`, '--snapshot', first.snapshotAt)) as { sha256: string };
    expect(again.sha256).toBe(first.sha256);
    expect(readFileSync(`${file}.again`).equals(readFileSync(file))).toBe(true);
    expect(cli('verify', file)).toContain('SOUND');
    const bytes = readFileSync(file);
    expect(bytes.includes('stolen vendor account')).toBe(true);
    const at = bytes.indexOf('stolen vendor account');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const checked = verifyPackage(bytes);
    expect(checked.sound).toBe(false);
    expect(checked.faults.join()).toContain('cases.ndjson');
    const { controls } = await auditor.data<{ controls: { controlId: string; status: string }[] }>('query C($t: ID!) { controls(tenantId: $t) { controlId status } }', { t: story.tenantId });
    expect(controls.filter((control) => control.status !== 'NOT_ASSESSED').length).toBeGreaterThan(5);
  });

  it('told nobody more once it was acknowledged, although the next step fell due', { timeout: 300_000 }, async () => {
    await sleep(Math.max(0, nextStepWas + 5_000 - Date.now()));
    const ledger = (await now()).ledger.edges.map((edge) => edge.node);
    const acknowledged = ledger.find((row) => row.type === 'case.acknowledged')?.seq ?? Infinity;
    expect(ledger.filter((row) => row.seq > acknowledged && (row.type === 'escalation.step' || row.type === 'notice.delivered'))).toEqual([]);
  });
});
