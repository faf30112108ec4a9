import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { httpStatusOf, Refused } from '@watchfloor/core';
import type { Logger } from 'pino';
import { logInternal, sayRetryAfter } from './receivers/answer-errors.ts';
import type { HttpReply } from './receivers/http-reply.ts';

/** Refusals to their HTTP status with code and detail; anything else is a bug: logged with a trace id, answered 'internal error'. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly log: Logger;

  constructor(log: Logger) {
    this.log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<HttpReply>();
    // The handler may have said that its answer is text.
    reply.header('content-type', 'application/json; charset=utf-8');
    if (error instanceof Refused) {
      sayRetryAfter(reply, error);
      if (error.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
      reply.status(httpStatusOf(error.code)).send({ error: { code: error.code, detail: error.message } });
      return;
    }
    if (error instanceof HttpException) {
      reply.status(error.getStatus()).send({ error: { code: error.getStatus() === 404 ? 'NOT_FOUND' : 'INVALID_INPUT', detail: error.message } });
      return;
    }
    const traceId = logInternal(this.log, error);
    reply.status(500).send({ error: { code: 'INTERNAL', detail: 'internal error', traceId } });
  }
}
