import { randomUUID } from 'node:crypto';
import { CASE_TASK_QUEUE, CASE_WORKFLOW, caseWorkflowId } from '@watchfloor/workflow-cases';
import { ANA, CARL, DETECTS, eventually, TENANT, type CaseStage } from '../../apps/cases/test/stage/case-stage.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const finding = () => ({ id: randomUUID(), timeMs: Date.now(), severityId: 5, title: 'again' });
const noticesOf = (stage: CaseStage, caseId: string, count: number) => eventually(async () => (await stage.ledger(caseId)).filter((row) => row.type === 'notice.delivered').length >= count);

/** What happens to a case, by name of the recorded history: each returns the workflow id. Add one for each new step or state. */
export const STORIES: Readonly<Record<string, (stage: CaseStage) => Promise<string>>> = {
  async 'escalated-acknowledged-closed'(stage) {
    const { caseId, workflowId } = await stage.open();
    await noticesOf(stage, caseId, 1);
    await stage.advance(caseId, 6 * MINUTE);
    await noticesOf(stage, caseId, 3);
    await stage.command(caseId, { type: 'acknowledge' });
    await stage.command(caseId, { type: 'assign', assignee: 'ana' });
    await stage.command(caseId, { type: 'contain' });
    await stage.command(caseId, { type: 'resolve', verdict: 'true_positive', reason: 'confirmed' });
    await stage.command(caseId, { type: 'close' });
    await eventually(async () => (await stage.raw.workflow.getHandle(workflowId).describe()).status.name === 'COMPLETED');
    return workflowId;
  },
  async 'breached-while-silenced'(stage) {
    const { caseId, workflowId } = await stage.open();
    await noticesOf(stage, caseId, 1);
    await stage.command(caseId, { type: 'silence', until: Date.now() + 20 * 60 * MINUTE, reason: 'the plant is evacuated' });
    await stage.advance(caseId, 19 * 60 * MINUTE);
    await stage.command(caseId, { type: 'acknowledge' });
    return workflowId;
  },
  async 'held-answered-rated-joined'(stage) {
    const opened = await stage.open({ severity: 'medium' });
    const { caseId, workflowId } = opened;
    await stage.command(caseId, { type: 'acknowledge' });
    const until = Date.now() + 5 * DAY;
    await stage.command(caseId, { type: 'hold', reason: 'waiting for the customer', until });
    await stage.advance(caseId, DAY);
    await stage.command(caseId, { type: 'comment', body: 'it was us', visibility: 'customer' }, CARL);
    await stage.command(caseId, { type: 'rate', severity: 'critical', reason: 'safety related' }, ANA);
    await stage.gateway.cases.open(DETECTS, { ...opened, findings: [finding(), finding()] });
    return workflowId;
  },
  async 'reopened-from-the-record'(stage) {
    const { caseId, workflowId } = await stage.open();
    await stage.command(caseId, { type: 'acknowledge' });
    await stage.command(caseId, { type: 'resolve', verdict: 'benign_positive', reason: 'planned work' });
    await stage.command(caseId, { type: 'close' });
    await eventually(async () => (await stage.raw.workflow.getHandle(workflowId).describe()).status.name === 'COMPLETED');
    await stage.command(caseId, { type: 'reopen', reason: 'it came back' });
    return workflowId;
  },
  async 'carried-over-continue-as-new'(stage) {
    const opened = await stage.open();
    const caseId = randomUUID();
    const workflowId = caseWorkflowId(TENANT, caseId);
    const run = { tenantId: TENANT, caseId, open: { ...opened, caseId }, historyLimit: 40 };
    await stage.inside.workflow.start(CASE_WORKFLOW, { workflowId, taskQueue: CASE_TASK_QUEUE, args: [run] });
    for (let n = 0; n < 12; n++) await stage.command(caseId, { type: 'comment', body: `note ${n}`, visibility: 'internal' });
    return workflowId;
  },
};
