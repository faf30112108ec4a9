import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import { httpStatusOf, Refused } from '@watchfloor/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { log } from '../logging/log.ts';
import { traceIdOf } from '../logging/trace-id.ts';

/** Answers HTTP handlers' refusals with their status, and anything else with 'internal error'; leaves GraphQL's to its formatter. */
@Catch()
export class RefusalFilter implements ExceptionFilter<unknown> {
  catch(exception: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() === 'graphql') return exception;
    const http = host.switchToHttp();
    const traceId = traceIdOf(http.getRequest<FastifyRequest>());
    const reply = http.getResponse<FastifyReply>();
    if (exception instanceof Refused) {
      if (exception.retryAfterSeconds !== undefined) reply.header('retry-after', exception.retryAfterSeconds);
      if (exception.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer realm="watchfloor"');
      return reply.code(httpStatusOf(exception.code)).send({ error: { code: exception.code, message: exception.message } });
    }
    if (exception instanceof HttpException && exception.getStatus() < 500) return reply.code(exception.getStatus()).send({ error: { code: exception.getStatus() === 404 ? 'NOT_FOUND' : 'INVALID_INPUT', message: exception.message } });
    log.error({ err: exception, traceId }, 'unexpected error in an HTTP handler');
    return reply.code(500).send({ error: { code: 'INTERNAL', message: 'internal error', traceId } });
  }
}
