import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './api.module.ts';
import { serveSubscriptions } from './graphql/websocket.ts';
import { LIMITS } from './graphql/limits.ts';
import { Metrics } from './health/metrics.ts';
import { log } from './logging/log.ts';
import { NestLogger } from './logging/nest-logger.ts';
import { newTraceId } from './logging/trace-id.ts';
import { securityHeaders } from './portal/security-headers.ts';
import type { Stores } from './stores.ts';

/** The whole application over its stores, not yet listening. Rejects when a handler has no `@Allow`. */
export async function createApi(stores: Stores, more: { providers?: Type[]; controllers?: Type[] } = {}): Promise<NestFastifyApplication> {
  const { config } = stores;
  const adapter = new FastifyAdapter({ bodyLimit: LIMITS.bodyBytes, genReqId: newTraceId, forceCloseConnections: true, routerOptions: { maxParamLength: 500 } });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.over(stores, more), adapter, { logger: new NestLogger(), abortOnError: false });
  const fastify = app.getHttpAdapter().getInstance();
  const metrics = app.get(Metrics);
  await app.register(helmet, securityHeaders(config));
  await app.register(fastifyStatic, { root: config.WF_PORTAL_DIR ?? import.meta.dirname, serve: false });
  fastify.addHook('onSend', async (request, reply) => void reply.header('x-trace-id', request.id));
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.requests.observe({ route, method: request.method, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    log.debug({ traceId: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
  });
  await app.init();
  const subscriptions = serveSubscriptions(fastify.server, app.get(GraphQLSchemaHost).schema, stores, metrics);
  fastify.addHook('preClose', () => subscriptions.close());
  return app;
}
