import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { AllowPublic } from '@watchfloor/identity';
import type { Services } from '../services.ts';
import { SERVICES } from '../tokens.ts';

/** Whether the process lives, whether it can do its work, and its metrics. */
@Controller()
export class HealthController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Get('healthz')
  @AllowPublic()
  healthz(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @AllowPublic()
  async readyz(): Promise<{ readonly status: 'ready' }> {
    const problems = await this.services.problems();
    if (problems.length > 0) throw new ServiceUnavailableException({ status: 'not ready', problems });
    return { status: 'ready' };
  }

  @Get('metrics')
  @AllowPublic()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.services.metrics.registry.metrics();
  }
}
