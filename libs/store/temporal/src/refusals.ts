import { isGrpcServiceError, WorkflowNotFoundError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { isRefusalCode, Refused } from '@watchfloor/core';

/** gRPC codes after which a retry may succeed: cancelled, deadline, resource exhausted, unavailable. */
const PASSING = new Set([1, 4, 8, 14]);
const RETRY_AFTER_SECONDS = 5;

/** A Temporal failure as the refusal it stands for; anything unexpected comes back as it is. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const { type, message } = error.cause;
    if (typeof type === 'string' && isRefusalCode(type)) return new Refused(type, message);
  }
  if (error instanceof WorkflowNotFoundError) return new Refused('NOT_FOUND', 'no such case');
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || (isGrpcServiceError(error) && PASSING.has(error.code))) {
    return new Refused('UNAVAILABLE', 'the case engine does not answer; a repeat with the same key is safe', RETRY_AFTER_SECONDS);
  }
  return error;
}
