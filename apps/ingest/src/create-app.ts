import type { IncomingHttpHeaders } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { IngestModule } from './ingest.module.ts';
import { otlpEncodingOf } from './receivers/otlp/otlp-encoding.ts';
import type { Services } from './services.ts';

const REQUEST_TIMEOUT_MS = 120_000;

/** The Nest application. Bodies are handed to the receiver as streams: nothing of a request is held before its sensor is known. */
export async function createApp(services: Services, log: Logger): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: 'idle', exposeHeadRoutes: false, rewriteUrl });
  const app = await NestFactory.create<NestFastifyApplication>(IngestModule.over(services, log), adapter, { logger: ['error', 'fatal', 'warn'], bodyParser: false });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  await app.init();
  return app;
}

/** OTLP in protobuf on the path that its exporters have by default: told apart by its type, before its body is read. */
function rewriteUrl(request: { readonly url?: string | undefined; readonly headers: IncomingHttpHeaders }): string {
  const url = request.url ?? '/';
  return url === '/v1/logs' && otlpEncodingOf(request.headers) === 'application/x-protobuf' ? '/otlp/v1/logs' : url;
}
