import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { TenantScope } from '@watchfloor/core';
import { CASE_TASK_QUEUE, EVIDENCE_WORKFLOW, evidenceRecorded, evidenceWorkflowId, type EvidenceRequest } from '@watchfloor/workflow-cases/messages';
import { TenantId } from '@watchfloor/workflow-cases/search-attributes';
import { requireTenant } from './case-gateway.ts';
import { refusalOf } from './refusals.ts';

const ANSWER_WITHIN_MS = 20_000;

/** The period is [from, to) in epoch ms. */
export interface EvidenceInput {
  readonly tenantId: string;
  readonly framework: string;
  readonly from: number;
  readonly to: number;
  /** Epoch ms; the record as it stood then, now unless told. In the past only. */
  readonly snapshotAt?: number | undefined;
}

export interface EvidenceGateway {
  /** Starts an export and answers when the request is on record. `packageId` given again finds the same export. Throws Refused like the case gateway. */
  request(scope: TenantScope, input: EvidenceInput, packageId?: string): Promise<{ packageId: string }>;
}

export function evidenceGateway(clientOf: (tenantId: string) => Client, clock: () => number): EvidenceGateway {
  return {
    async request(scope, input, packageId = randomUUID()) {
      requireTenant(scope, input.tenantId);
      const client = clientOf(input.tenantId);
      const { snapshotAt, ...wanted } = input;
      const request: EvidenceRequest = { ...wanted, ...(snapshotAt === undefined ? {} : { snapshotAt: Math.min(snapshotAt, clock()) }), packageId, requestedBy: scope.actor, requestedAt: clock() };
      const startWorkflowOperation = new WithStartWorkflowOperation(EVIDENCE_WORKFLOW, {
        workflowId: evidenceWorkflowId(input.tenantId, packageId),
        taskQueue: CASE_TASK_QUEUE,
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        priority: { fairnessKey: input.tenantId },
        typedSearchAttributes: new TypedSearchAttributes([{ key: TenantId, value: input.tenantId }]),
        args: [request],
      });
      try {
        await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          client.workflow.executeUpdateWithStart(evidenceRecorded, { args: [], updateId: packageId, startWorkflowOperation }),
        );
      } catch (error) {
        throw refusalOf(error);
      }
      return { packageId };
    },
  };
}
