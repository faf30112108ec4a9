import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { logTemporalTo } from '@watchfloor/temporal/worker';
import { pino } from 'pino';
import { collectDefaultMetrics } from 'prom-client';
import { CasesModule } from './cases.module.ts';
import { readConfig } from './config.ts';

const config = readConfig();
const log = pino({ name: 'cases', level: config.WF_LOG_LEVEL });
collectDefaultMetrics();
logTemporalTo((level, message, meta) => log[level === 'ERROR' ? 'error' : 'warn']({ meta }, message));

const app = await NestFactory.create<NestFastifyApplication>(CasesModule.forRoot(config, log), new FastifyAdapter(), { logger: ['error', 'fatal', 'warn'] });
app.enableShutdownHooks();
await app.listen(config.WF_HTTP_PORT, config.WF_HTTP_HOST);
log.info({ url: await app.getUrl() }, 'cases is ready');
