import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { DetectModule } from './detect.module.ts';
import { createServices } from './services.ts';

const config = readConfig();
const log = pino({ name: 'detect', level: config.WF_LOG_LEVEL });
const services = await createServices(config, log);
const app = await NestFactory.create<NestFastifyApplication>(DetectModule.over(services), new FastifyAdapter(), { logger: ['error', 'fatal', 'warn'] });
await app.listen(config.WF_HTTP_PORT, config.WF_HTTP_HOST);
services.start();
log.info({ url: await app.getUrl() }, 'detect is ready');

let stopping = false;
const stop = (signal: string): void => {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping: ending the rounds in hand');
  Promise.all([app.close(), services.stop()]).then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ err: error }, 'stopped with an error');
      process.exit(1);
    },
  );
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
