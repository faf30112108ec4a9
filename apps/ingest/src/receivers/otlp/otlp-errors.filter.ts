import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { httpStatusOf, Refused, type RefusalCode } from '@watchfloor/core';
import type { Logger } from 'pino';
import { LOG } from '../../log-token.ts';
import { logInternal, sayRetryAfter } from '../answer-errors.ts';
import type { HttpReply } from '../http-reply.ts';
import type { StreamedRequest } from '../streamed-request.ts';
import { otlpBody, otlpEncodingOf } from './otlp-encoding.ts';

/** Codes of google.rpc.Code. */
const RPC: Partial<Record<RefusalCode, number>> = { INVALID_INPUT: 3, TIMEOUT: 4, NOT_FOUND: 5, FORBIDDEN: 7, TOO_LARGE: 3, QUOTA_EXCEEDED: 8, UNSUPPORTED: 12, UNAVAILABLE: 14, UNAUTHENTICATED: 16 };
const UNKNOWN = 2;
const INTERNAL = 13;

/** Refusals as OTLP answers them: `google.rpc.Status` in the encoding of the request. */
@Catch()
export class OtlpErrors implements ExceptionFilter {
  private readonly log: Logger;

  constructor(@Inject(LOG) log: Logger) {
    this.log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<HttpReply>();
    const encoding = otlpEncodingOf(http.getRequest<StreamedRequest>().headers) ?? 'application/json';
    reply.header('content-type', encoding);
    if (!(error instanceof Refused)) {
      const traceId = logInternal(this.log, error);
      reply.status(500).send(otlpBody('Status', { code: INTERNAL, message: `internal error ${traceId}` }, encoding));
      return;
    }
    sayRetryAfter(reply, error);
    if (error.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
    reply.status(httpStatusOf(error.code)).send(otlpBody('Status', { code: RPC[error.code] ?? UNKNOWN, message: error.message }, encoding));
  }
}
