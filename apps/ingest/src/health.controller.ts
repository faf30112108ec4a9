import { Controller, Get, Header, Req } from '@nestjs/common';
import { AllowPublic } from '@watchfloor/identity';
import { Readiness, type ReadinessReport } from './readiness.ts';
import { Counters } from './counters.ts';
import { MetricsAccess, type DirectRequest } from './metrics-access.ts';

/** Whether the process lives, whether it can do its work, and its metrics. */
@Controller()
export class HealthController {
  private readonly readiness: Readiness;
  private readonly counters: Counters;
  private readonly access: MetricsAccess;

  constructor(readiness: Readiness, counters: Counters, access: MetricsAccess) {
    this.readiness = readiness;
    this.counters = counters;
    this.access = access;
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
  metrics(@Req() request: DirectRequest): Promise<string> {
    this.access.check(request);
    return this.counters.registry.metrics();
  }
}
