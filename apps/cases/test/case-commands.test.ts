import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { createPayloadCodec } from '@watchfloor/temporal';
import { CASE_TASK_QUEUE, CASE_WORKFLOW, caseWorkflowId, command as commandUpdate } from '@watchfloor/workflow-cases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANA, CARL, createCaseStage, DETECTS, eventually, naming, OTHER, scopeOf, TENANT, type CaseStage } from './stage/case-stage.ts';

const MINUTE = 60_000;
let stage: CaseStage;
beforeAll(async () => {
  stage = await createCaseStage();
});
afterAll(() => stage?.stop());

const closed = async () => {
  const opened = await stage.open();
  await stage.command(opened.caseId, { type: 'acknowledge' });
  await stage.command(opened.caseId, { type: 'resolve', verdict: 'benign_positive', reason: 'planned work' });
  await stage.command(opened.caseId, { type: 'close' });
  await eventually(async () => (await stage.raw.workflow.getHandle(opened.workflowId).describe()).status.name === 'COMPLETED');
  return opened;
};
const finding = () => ({ id: randomUUID(), timeMs: Date.now(), severityId: 5, title: 'again' });

describe('commands', () => {
  it('received in time and processed late count in time: the breach is taken back, on record', async () => {
    const { caseId } = await stage.open();
    await stage.advance(caseId, 15 * MINUTE + 20_000);
    await stage.command(caseId, { type: 'acknowledge' }, ANA, 40_000);
    const types = await eventually(async () => {
      const rows = (await stage.ledger(caseId)).map((row) => row.type);
      return rows.includes('case.acknowledged') && rows;
    });
    expect(types).toEqual(expect.arrayContaining(['sla.breached', 'sla.breach_retracted']));
    expect((await stage.state(caseId)).clocks['acknowledge']).toMatchObject({ phase: 'stopped', breachedAt: null, record: { breach: null } });
  });

  it('with the same key are done once', async () => {
    const { caseId } = await stage.open();
    const ref = { tenantId: TENANT, caseId };
    const comment = { type: 'comment', body: 'calling the plant', visibility: 'customer' } as const;
    const first = await stage.gateway.cases.command(scopeOf(ANA), ref, comment, 'key-1');
    const again = await stage.gateway.cases.command(scopeOf(ANA), ref, comment, 'key-1');
    expect(again.seq).toBe(first.seq);
    expect((await stage.state(caseId)).comments).toBe(1);
  });

  it('that the rules forbid are refused with their code and leave no trace', async () => {
    const { caseId } = await stage.open();
    await eventually(async () => (await stage.ledger(caseId)).some((row) => row.type === 'notice.delivered'));
    const before = (await stage.state(caseId)).seq;
    await expect(stage.command(caseId, { type: 'close' })).rejects.toMatchObject({ name: 'Refused', code: 'CONFLICT' });
    await expect(stage.command(caseId, { type: 'acknowledge' }, CARL)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(stage.gateway.cases.command(DETECTS, { tenantId: TENANT, caseId }, { type: 'acknowledge' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await stage.state(caseId)).seq).toBe(before);
  });

  it('of another tenant find nothing, through every door', async () => {
    const { caseId, workflowId } = await stage.open();
    const acknowledge = { type: 'acknowledge' } as const;
    const message = { key: randomUUID(), by: ANA, receivedAt: Date.now(), command: acknowledge };
    const notFound = { code: 'NOT_FOUND' };
    await expect(stage.gateway.cases.command(scopeOf(ANA, OTHER), { tenantId: TENANT, caseId }, acknowledge)).rejects.toMatchObject(notFound);
    await expect(stage.gateway.cases.command(scopeOf(ANA, OTHER), { tenantId: OTHER, caseId }, acknowledge)).rejects.toMatchObject(notFound);
    await expect(stage.gateway.cases.open(scopeOf(ANA, OTHER), { ...(await stage.open()), tenantId: TENANT })).rejects.toMatchObject(notFound);
    const update = (client: Client) => client.workflow.getHandle(workflowId).executeUpdate(commandUpdate, { args: [message] });
    const { connection } = stage;
    const codec = (tenant?: string) => ({ payloadCodecs: [createPayloadCodec(stage.config.WF_PAYLOAD_KEYS, tenant)] });
    const foreign = new Client({ connection, namespace: stage.config.WF_TEMPORAL_NAMESPACE, dataConverter: codec(OTHER), interceptors: { workflow: [naming(OTHER)] } });
    await expect(update(foreign)).rejects.toThrow();
    const misnamed = new Client({ connection, namespace: stage.config.WF_TEMPORAL_NAMESPACE, dataConverter: codec(), interceptors: { workflow: [naming(OTHER)] } });
    await expect(update(misnamed)).rejects.toMatchObject({ cause: { type: 'NOT_FOUND' } });
    const nameless = new Client({ connection, namespace: stage.config.WF_TEMPORAL_NAMESPACE, dataConverter: codec() });
    await expect(update(nameless)).rejects.toMatchObject({ cause: { type: 'NOT_FOUND' } });
    const keyless = new Client({ connection, namespace: stage.config.WF_TEMPORAL_NAMESPACE, interceptors: { workflow: [naming(TENANT)] } });
    await expect(update(keyless)).rejects.toMatchObject({ cause: { type: 'INVALID_INPUT' } });
    expect((await stage.state(caseId)).status).toBe('new');
    expect(await stage.command(caseId, acknowledge)).toMatchObject({ status: 'in_progress' });
  });

  it('to a case that never was are not found', async () => {
    for (const type of ['acknowledge', 'reopen'] as const) {
      await expect(stage.gateway.cases.command(scopeOf(ANA), { tenantId: TENANT, caseId: randomUUID() }, { type, reason: 'x' } as never)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('findings of one group', () => {
  it('that race sixteen ways open one case and all count', async () => {
    const caseId = randomUUID();
    await Promise.all(Array.from({ length: 16 }, () => stage.open({ caseId, findings: [finding()] })));
    const row = await eventually(async () => {
      const found = await stage.row(caseId);
      return found?.findingCount === 16 && found;
    });
    expect(row.status).toBe('new');
    const rows = await stage.ledger(caseId);
    expect(rows.filter((entry) => entry.type === 'case.opened')).toHaveLength(1);
  });

  it('that come again change nothing', async () => {
    const opened = await stage.open();
    await stage.gateway.cases.open(DETECTS, opened);
    expect((await stage.state(opened.caseId)).findings.count).toBe(1);
  });

  it('reopen a closed case with its whole past', async () => {
    const opened = await closed();
    const before = (await stage.row(opened.caseId))!;
    await stage.gateway.cases.open(DETECTS, { ...opened, findings: [finding()] });
    const after = await eventually(async () => {
      const row = await stage.row(opened.caseId);
      return row?.status === 'in_progress' && row;
    });
    expect(after).toMatchObject({ number: before.number, openedAt: before.openedAt, findingCount: 2 });
  });
});

describe('a closed case', () => {
  it('refuses commands until it is reopened, and goes on in a new run from its record', async () => {
    const { caseId } = await closed();
    await expect(stage.command(caseId, { type: 'acknowledge' })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await stage.command(caseId, { type: 'reopen', reason: 'it came back' })).toMatchObject({ status: 'in_progress' });
    const rows = await eventually(async () => {
      const found = await stage.ledger(caseId);
      return found.some((row) => row.type === 'case.reopened') && found;
    });
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  });
});

describe("Temporal's history", () => {
  it('shows no word of a case, only ids', async () => {
    const { workflowId } = await stage.open();
    const history = await stage.raw.workflow.getHandle(workflowId).fetchHistory();
    const text = JSON.stringify(history, (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value));
    for (const word of ['TOPSECRET', 'PLC-3', 'T0836', 'ana@provider.example']) expect(text).not.toContain(word);
    expect(text).toContain(TENANT);
  });

  it('continues as new when it is long, with nothing lost', async () => {
    const opened = await stage.open({ caseId: randomUUID() });
    const caseId = randomUUID();
    const run = { tenantId: TENANT, caseId, open: { ...opened, caseId }, historyLimit: 40 };
    const start = { workflowId: caseWorkflowId(TENANT, caseId), taskQueue: CASE_TASK_QUEUE, args: [run] };
    const handle = await stage.inside.workflow.start(CASE_WORKFLOW, start);
    for (let n = 0; n < 20; n++) await stage.gateway.cases.command(scopeOf(ANA), { tenantId: TENANT, caseId }, { type: 'comment', body: `note ${n}`, visibility: 'internal' }, `note-${n}`);
    const again = await stage.gateway.cases.command(scopeOf(ANA), { tenantId: TENANT, caseId }, { type: 'comment', body: 'note 0', visibility: 'internal' }, 'note-0');
    expect(again.duplicate).toBe(true);
    const { runId } = await stage.raw.workflow.getHandle(start.workflowId).describe();
    expect(runId).not.toBe(handle.firstExecutionRunId);
    const rows = await eventually(async () => {
      const found = await stage.ledger(caseId);
      return found.filter((row) => row.type === 'case.commented').length === 20 && found;
    });
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  });
});
