import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { Command, CommandOutcome, Envelope } from '@watchfloor/cases';
import { covers, Refused, type TenantScope } from '@watchfloor/core';
import { deterministicId } from '@watchfloor/core/ids';
import { CASE_TASK_QUEUE, CASE_WORKFLOW, caseWorkflowId, command as commandUpdate, type CaseRun, type OpenCaseInput } from '@watchfloor/workflow-cases/messages';
import { TenantId } from '@watchfloor/workflow-cases/search-attributes';
import { refusalOf } from './refusals.ts';

const ANSWER_WITHIN_MS = 20_000;

export interface CaseRef {
  readonly tenantId: string;
  readonly caseId: string;
}

/** The one way to a running case. Every call throws Refused: NOT_FOUND outside the scope or for an unknown case, UNAVAILABLE when Temporal or the workers do not answer. */
export interface CaseGateway {
  /** Opens the case of a group of findings, or joins them to it if it is there; a closed case is reopened. A repeat is harmless. */
  open(scope: TenantScope, input: OpenCaseInput): Promise<{ caseId: string }>;
  /**
   * Gives a command to a case and answers when it counts, or throws the refusal of the case's rules. `key` makes a repeat
   * harmless. A closed case takes 'reopen', and the customer's 'comment'; for all others it answers CONFLICT.
   */
  command(scope: TenantScope, ref: CaseRef, command: Command, key?: string): Promise<CommandOutcome>;
}

/** `clock` gives the time at which a command is received (epoch ms). */
export function caseGateway(clientOf: (tenantId: string) => Client, clock: () => number): CaseGateway {
  const envelope = (scope: TenantScope, command: Command, key: string): Envelope => ({ key, by: scope.actor, receivedAt: clock(), command });
  return {
    async open(scope, input) {
      requireTenant(scope, input.tenantId);
      const key = deterministicId('join', input.caseId, ...input.findings.map((finding) => finding.id));
      const message = envelope(scope, { type: 'join', findings: input.findings }, key);
      await startAndCommand(clientOf(input.tenantId), { tenantId: input.tenantId, caseId: input.caseId, open: input }, message);
      return { caseId: input.caseId };
    },
    async command(scope, ref, command, key = randomUUID()) {
      requireTenant(scope, ref.tenantId);
      const client = clientOf(ref.tenantId);
      const message = envelope(scope, command, key);
      try {
        return await answerOf(client, () =>
          client.workflow.getHandle(caseWorkflowId(ref.tenantId, ref.caseId)).executeUpdate(commandUpdate, { args: [message], updateId: key }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw refusalOf(error);
        if (!revives(command)) throw await closedOrUnknown(client, ref);
        return startAndCommand(client, { tenantId: ref.tenantId, caseId: ref.caseId }, message);
      }
    },
  };
}

/** Update with start: one message that finds the running case or begins a run of it, never two runs. */
async function startAndCommand(client: Client, run: CaseRun, message: Envelope): Promise<CommandOutcome> {
  const startWorkflowOperation = new WithStartWorkflowOperation(CASE_WORKFLOW, {
    workflowId: caseWorkflowId(run.tenantId, run.caseId),
    taskQueue: CASE_TASK_QUEUE,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    priority: { fairnessKey: run.tenantId },
    typedSearchAttributes: new TypedSearchAttributes([{ key: TenantId, value: run.tenantId }]),
    args: [run],
  });
  try {
    return await answerOf(client, () => client.workflow.executeUpdateWithStart(commandUpdate, { args: [message], updateId: message.key, startWorkflowOperation }));
  } catch (error) {
    throw refusalOf(error);
  }
}

function answerOf<T>(client: Client, call: () => Promise<T>): Promise<T> {
  return client.withDeadline(Date.now() + ANSWER_WITHIN_MS, call);
}

function revives(command: Command): boolean {
  return command.type === 'reopen' || command.type === 'comment' || command.type === 'join';
}

async function closedOrUnknown(client: Client, ref: CaseRef): Promise<Refused> {
  const known = await client.workflow.getHandle(caseWorkflowId(ref.tenantId, ref.caseId)).describe().then(() => true, () => false);
  return known ? new Refused('CONFLICT', 'the case is closed: reopen it first') : new Refused('NOT_FOUND', 'no such case');
}

/** Outside the scope nothing exists. */
export function requireTenant(scope: TenantScope, tenantId: string): void {
  if (!covers(scope, tenantId)) throw new Refused('NOT_FOUND', 'no such case');
}
