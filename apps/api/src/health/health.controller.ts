import { Controller, Get, Header, Res } from '@nestjs/common';
import { AllowPublic } from '@watchfloor/identity';
import { pingPostgres } from '@watchfloor/postgres';
import type { FastifyReply } from 'fastify';
import { Stores } from '../stores.ts';
import { Metrics } from './metrics.ts';

type Check = 'ok' | 'down';
const CHECK_WITHIN_MS = 3_000;

/** Whether the process lives, whether what it needs answers, and its metrics. */
@Controller()
export class HealthController {
  constructor(
    private readonly stores: Stores,
    private readonly metrics: Metrics,
  ) {}

  @Get('healthz')
  @AllowPublic()
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @AllowPublic()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: Check; checks: Record<string, Check> }> {
    const { postgres, clickhouse, temporal, changes } = this.stores;
    const checks = {
      postgres: await answers(pingPostgres(postgres)),
      clickhouse: await answers(clickhouse.ping().then((ping) => (ping.success ? undefined : Promise.reject(ping.error)))),
      temporal: await answers(temporal.ready()),
      changes: changes.listening() ? 'ok' : 'down',
    } as const;
    const status = Object.values(checks).every((check) => check === 'ok') ? 'ok' : 'down';
    if (status === 'down') reply.code(503);
    return { status, checks };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @AllowPublic()
  expose(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}

async function answers(call: Promise<unknown>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => (timer = setTimeout(() => resolve('down'), CHECK_WITHIN_MS)));
  const check = await Promise.race([call.then((): Check => 'ok', (): Check => 'down'), late]);
  clearTimeout(timer);
  return check;
}
