import { randomUUID } from 'node:crypto';
import type { Refused } from '@watchfloor/core';
import type { Logger } from 'pino';
import type { HttpReply } from './http-reply.ts';

/** What is no refusal is a bug: logged under a trace id, which is all that the sender is told. */
export function logInternal(log: Logger, error: unknown): string {
  const traceId = randomUUID();
  log.error({ err: error, traceId }, 'internal error');
  return traceId;
}

/** When to come back, where the refusal says it. */
export function sayRetryAfter(reply: HttpReply, refusal: Refused): void {
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', String(refusal.retryAfterSeconds));
}
