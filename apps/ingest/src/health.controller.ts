import { Controller, Get, Header } from '@nestjs/common';
import { AllowPublic } from '@watchfloor/identity';
import { Readiness, type ReadinessReport } from './readiness.ts';
import { Counters } from './counters.ts';

/** Whether the process lives, whether it can do its work, and its metrics. */
@Controller()
export class HealthController {
  private readonly readiness: Readiness;
  private readonly counters: Counters;

  constructor(readiness: Readiness, counters: Counters) {
    this.readiness = readiness;
    this.counters = counters;
  }

  @Get('healthz')
  @AllowPublic()
  health(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @AllowPublic()
  ready(): Promise<ReadinessReport> {
    return this.readiness.check();
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @AllowPublic()
  metrics(): Promise<string> {
    return this.counters.registry.metrics();
  }
}
