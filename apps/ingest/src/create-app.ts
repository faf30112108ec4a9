import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { IngestModule } from './ingest.module.ts';
import type { Services } from './services.ts';

const REQUEST_TIMEOUT_MS = 120_000;

/** The Nest application. Bodies are handed to the receiver as streams: nothing of a request is held before its sensor is known. */
export async function createApp(services: Services, log: Logger): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: 'idle' });
  const app = await NestFactory.create<NestFastifyApplication>(IngestModule.over(services, log), adapter, { logger: ['error', 'fatal', 'warn'], bodyParser: false });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  await app.init();
  return app;
}
