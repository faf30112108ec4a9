import { HttpException } from '@nestjs/common';
import { Refused, type RefusalCode } from '@watchfloor/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/**
 * What a caller is told of an error: a refusal with its code; a document that does not fit the schema or the limits as
 * INVALID_INPUT; anything else, which is a bug, as 'internal error' with the trace id under which it is logged.
 */
export function formatError(error: unknown, traceId: string, log: Logger): GraphQLFormattedError {
  const cause = causeOf(error);
  const where = error instanceof GraphQLError ? { ...(error.path && { path: error.path }), ...(error.locations && { locations: error.locations }) } : {};
  if (cause instanceof Refused) return { message: cause.message, ...where, extensions: { code: cause.code, ...(cause.retryAfterSeconds !== undefined && { retryAfterSeconds: cause.retryAfterSeconds }) } };
  if (cause instanceof GraphQLError) return { message: cause.message, ...where, extensions: { code: codeOf(cause) } };
  const fault = clientFault(cause);
  if (fault) return { message: fault.message, ...where, extensions: { code: fault.code } };
  log.error({ err: cause, traceId }, 'unexpected error in a GraphQL operation');
  return { message: 'internal error', ...where, extensions: { code: 'INTERNAL', traceId } };
}

function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function codeOf(error: GraphQLError): RefusalCode {
  // graphql-jit makes errors without extensions.
  const { extensions } = error as { extensions?: Readonly<Record<string, unknown>> };
  return extensions?.['code'] === 'TOO_EXPENSIVE' ? 'TOO_EXPENSIVE' : 'INVALID_INPUT';
}

/** Errors of the HTTP layer that are about the request: a body that is too large or not JSON, an unknown content type. */
function clientFault(cause: unknown): { message: string; code: RefusalCode } | undefined {
  if (!(cause instanceof Error)) return undefined;
  const status = cause instanceof HttpException ? cause.getStatus() : 'statusCode' in cause ? Number(cause.statusCode) : 500;
  if (status < 400 || status >= 500) return undefined;
  return { message: cause.message, code: status === 413 ? 'TOO_LARGE' : status === 415 ? 'UNSUPPORTED' : 'INVALID_INPUT' };
}
