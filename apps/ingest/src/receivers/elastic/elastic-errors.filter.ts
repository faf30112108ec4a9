import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { httpStatusOf, Refused, type RefusalCode } from '@watchfloor/core';
import type { Logger } from 'pino';
import { LOG } from '../../log-token.ts';
import { logInternal, sayRetryAfter } from '../answer-errors.ts';
import type { HttpReply } from '../http-reply.ts';
import { BulkRefused } from './bulk-refused.ts';

const TYPES: Partial<Record<RefusalCode, string>> = {
  UNAUTHENTICATED: 'security_exception',
  NOT_FOUND: 'resource_not_found_exception',
  QUOTA_EXCEEDED: 'es_rejected_execution_exception',
  UNAVAILABLE: 'cluster_block_exception',
  TIMEOUT: 'timeout_exception',
  UNSUPPORTED: 'media_type_header_exception',
  TOO_LARGE: 'content_too_long_exception',
  CONFLICT: 'version_conflict_engine_exception',
};

/** Refusals as Elasticsearch answers them. */
@Catch()
export class ElasticErrors implements ExceptionFilter {
  private readonly log: Logger;

  constructor(@Inject(LOG) log: Logger) {
    this.log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<HttpReply>().header('x-elastic-product', 'Elasticsearch');
    if (!(error instanceof Refused)) {
      const traceId = logInternal(this.log, error);
      reply.status(500).send({ error: { type: 'exception', reason: `internal error ${traceId}` }, status: 500 });
      return;
    }
    sayRetryAfter(reply, error);
    if (error.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Basic realm="watchfloor", ApiKey');
    const status = httpStatusOf(error.code);
    const cause = { type: TYPES[error.code] ?? 'illegal_argument_exception', reason: error.message };
    reply.status(status).send({ error: { root_cause: [cause], ...cause }, status, ...(error instanceof BulkRefused ? error.answer : {}) });
  }
}
