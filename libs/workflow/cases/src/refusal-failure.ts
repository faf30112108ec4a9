import { Refused } from '@watchfloor/core';
import { ApplicationFailure } from '@temporalio/workflow';

/**
 * Runs a rule of the case and turns its refusal into a failure that travels to the caller. Anything else is a bug: it
 * becomes a failure of this one message too, because an error of any other kind would fail the workflow task for ever.
 */
export function refusing<T>(rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error;
    if (error instanceof Refused) throw ApplicationFailure.nonRetryable(error.message, error.code);
    throw ApplicationFailure.nonRetryable(error instanceof Error ? error.message : String(error), 'BUG');
  }
}
