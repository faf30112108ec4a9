import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { httpStatusOf, Refused, type RefusalCode } from '@watchfloor/core';
import type { Logger } from 'pino';
import { LOG } from '../../log-token.ts';
import { logInternal, sayRetryAfter } from '../answer-errors.ts';
import type { HttpReply } from '../http-reply.ts';
import { HEC_ANSWERS, hecBody, type HecCode } from './hec-answers.ts';
import { HecRefused } from './hec-refused.ts';

const CODES: Partial<Record<RefusalCode, HecCode>> = { UNAUTHENTICATED: 4, QUOTA_EXCEEDED: 9, UNAVAILABLE: 9 };

/** Refusals as Splunk answers them. Over quota is 429 and an engine that is away 503, both 'Server is busy' with `Retry-After`. */
@Catch()
export class HecErrors implements ExceptionFilter {
  private readonly log: Logger;

  constructor(@Inject(LOG) log: Logger) {
    this.log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<HttpReply>();
    if (error instanceof HecRefused) {
      reply.status(HEC_ANSWERS[error.hecCode].status).send({ ...hecBody(error.hecCode), ...(error.event === undefined ? {} : { 'invalid-event-number': error.event }) });
      return;
    }
    if (error instanceof Refused) {
      sayRetryAfter(reply, error);
      const code = CODES[error.code] ?? 6;
      reply.status(code === 4 ? HEC_ANSWERS[4].status : httpStatusOf(error.code)).send({ ...hecBody(code), detail: error.message });
      return;
    }
    const traceId = logInternal(this.log, error);
    reply.status(500).send({ ...hecBody(8), traceId });
  }
}
