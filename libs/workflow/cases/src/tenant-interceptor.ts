import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { ApplicationFailure, workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { TENANT_HEADER, tenantOfWorkflowId } from './messages.ts';

/**
 * Refuses every update, query and signal that is not sent on behalf of the tenant in the workflow's id: a caller of
 * another tenant, or one that names none, is told that there is nothing.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [
    {
      validateUpdate(input, next) {
        requireTenant(input.headers);
        next(input);
      },
      async handleQuery(input, next) {
        requireTenant(input.headers);
        return next(input);
      },
      async handleSignal(input, next) {
        if (fits(input.headers)) await next(input);
      },
    },
  ],
});

function fits(headers: Headers): boolean {
  const payload = headers[TENANT_HEADER];
  const tenant = tenantOfWorkflowId(workflowInfo().workflowId);
  return tenant === undefined || (payload !== undefined && defaultPayloadConverter.fromPayload<unknown>(payload) === tenant);
}

function requireTenant(headers: Headers): void {
  if (!fits(headers)) throw ApplicationFailure.nonRetryable('not found', 'NOT_FOUND');
}
