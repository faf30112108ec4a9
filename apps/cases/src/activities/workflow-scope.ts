import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { TenantScope } from '@watchfloor/core';
import { serviceScope } from '@watchfloor/identity';
import { tenantOfWorkflowId } from '@watchfloor/workflow-cases';

/**
 * The scope of the running activity: the one tenant that its workflow's id names. Fails for good when the input speaks of
 * another tenant, whatever the reason: that is a bug, and nothing may be read or written.
 */
export function workflowScope(input: { tenantId: string }): TenantScope {
  const tenant = tenantOfWorkflowId(activityInfo().workflowExecution?.workflowId ?? '');
  if (tenant === undefined || tenant !== input.tenantId) throw ApplicationFailure.nonRetryable('input of another tenant', 'NOT_FOUND');
  return serviceScope('cases', [tenant]);
}
