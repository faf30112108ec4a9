import type { IncomingHttpHeaders } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { IngestModule } from './ingest.module.ts';
import { letGo } from './receivers/let-go.ts';
import { otlpEncodingOf } from './receivers/otlp/otlp-encoding.ts';
import type { Services } from './services.ts';

const REQUEST_TIMEOUT_MS = 120_000;
/** Requests at a time of one HTTP/2 connection. */
const MOST_STREAMS = 64;

/** The Nest application. Bodies are handed to the receiver as streams: nothing of a request is held before its sensor is known. With a TLS identity it speaks HTTP/2 and HTTP/1.1, as ALPN has it. */
export async function createApp(services: Services, log: Logger): Promise<NestFastifyApplication> {
  const settings = { requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: 'idle', exposeHeadRoutes: false, rewriteUrl, routerOptions: { ignoreTrailingSlash: true } } as const;
  const adapter = services.httpTls ? new FastifyAdapter({ ...settings, http2: true, https: { ...services.httpTls, allowHTTP1: true, settings: { maxConcurrentStreams: MOST_STREAMS } } }) : new FastifyAdapter(settings);
  const app = await NestFactory.create<NestFastifyApplication>(IngestModule.over(services, log), adapter, { logger: ['error', 'fatal', 'warn'], bodyParser: false });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  // Without a type or a length, as HTTP/2 may have it, Fastify takes a request to have no body.
  fastify.addHook('preValidation', (request, _reply, done) => {
    request.body ??= request.raw;
    done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    letGo(request.raw);
    done();
  });
  await app.init();
  return app;
}

/** OTLP in protobuf on the path that its exporters have by default: told apart by its type, before its body is read. */
function rewriteUrl(request: { readonly url?: string | undefined; readonly headers: IncomingHttpHeaders }): string {
  const url = request.url ?? '/';
  return url === '/v1/logs' && otlpEncodingOf(request.headers) === 'application/x-protobuf' ? '/otlp/v1/logs' : url;
}
