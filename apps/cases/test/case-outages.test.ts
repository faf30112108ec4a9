import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaseStage, eventually, type CaseStage } from './stage/case-stage.ts';
import { startWorkerProcess } from './stage/worker-process.ts';

const MINUTE = 60_000;
let stage: CaseStage;
beforeAll(async () => {
  stage = await createCaseStage();
});
afterAll(() => stage?.stop());

describe('when PostgreSQL is away', () => {
  it('clocks run and commands are taken; rows come later, each once, with the times at which things happened', { timeout: 120_000 }, async () => {
    const { caseId } = await stage.open({ severity: 'low' });
    await eventually(() => stage.row(caseId));
    const { opened } = (await stage.state(caseId)).milestones;
    await stage.stopPostgres();
    const breachedAt = await eventually(async () => (await stage.state(caseId)).clocks['acknowledge']?.record.breach?.at);
    expect(breachedAt).toBe(opened + 3_000);
    expect(await stage.command(caseId, { type: 'acknowledge' })).toMatchObject({ status: 'in_progress' });
    await stage.startPostgres();
    const rows = await eventually(async () => {
      const found = await stage.ledger(caseId).catch(() => []);
      return found.some((row) => row.type === 'case.acknowledged') && found;
    }, 60_000);
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.find((row) => row.type === 'sla.breached')?.at.getTime()).toBe(opened + 3_000);
  });
});

describe('when the mail relay is away', () => {
  it('a notice is tried again until it is delivered, under one key', { timeout: 60_000 }, async () => {
    stage.sinks.refuseMailWith = 451;
    const { caseId } = await stage.open();
    await eventually(async () => (await stage.notices(caseId)).some((notice) => notice.attempts >= 2));
    stage.sinks.refuseMailWith = undefined;
    const [notice] = await eventually(async () => {
      const notices = await stage.notices(caseId);
      return notices.every((one) => one.status === 'delivered') && notices;
    });
    expect(notice?.attempts).toBeGreaterThanOrEqual(2);
    expect(stage.sinks.mails.filter((mail) => mail.headers.get('x-watchfloor-case') === caseId)).toHaveLength(1);
  });

  it('a notice that is refused for good is on record as failed, and the next step comes in its time', { timeout: 60_000 }, async () => {
    stage.sinks.refuseMailWith = 550;
    const { caseId } = await stage.open();
    await eventually(async () => (await stage.ledger(caseId)).some((row) => row.type === 'notice.failed'));
    stage.sinks.refuseMailWith = undefined;
    await stage.advance(caseId, 6 * MINUTE);
    await eventually(async () => (await stage.ledger(caseId)).some((row) => row.type === 'notice.delivered'));
  });
});

describe('when the worker is killed', () => {
  it('in the middle of an escalation, each notice still goes out once per step', { timeout: 180_000 }, async () => {
    await stage.stopWorker();
    let service = await startWorkerProcess(stage.env);
    let inTheMiddle: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (inTheMiddle = resolve));
    stage.sinks.beforeMail = () => (inTheMiddle(), new Promise(() => undefined));
    const { caseId } = await stage.open();
    await reached;
    await service.kill('SIGKILL');
    stage.sinks.beforeMail = undefined;
    service = await startWorkerProcess(stage.env);
    await eventually(async () => (await stage.notices(caseId)).some((notice) => notice.status === 'delivered'), 60_000);
    await stage.advance(caseId, 6 * MINUTE);
    await eventually(async () => (await stage.ledger(caseId)).filter((row) => row.type === 'notice.delivered').length === 3, 60_000);
    const steps = (await stage.ledger(caseId)).filter((row) => row.type === 'escalation.step');
    expect(steps).toHaveLength(2);
    const mails = stage.sinks.mails.filter((mail) => mail.headers.get('x-watchfloor-case') === caseId);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(2);
    const hooks = stage.sinks.hooks.filter((hook) => hook.body.includes(caseId));
    expect(hooks).toHaveLength(1);
    expect((await fetch(`${service.url}/metrics`)).status).toBe(200);
    await service.kill('SIGTERM');
    await stage.startWorker();
    expect(await stage.command(caseId, { type: 'acknowledge' })).toMatchObject({ status: 'in_progress' });
  });
});
