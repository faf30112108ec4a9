import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { AllowPublic } from '@watchfloor/identity';
import { pingPostgres } from '@watchfloor/postgres';
import { WorkerHost } from '@watchfloor/temporal/worker';
import { register } from 'prom-client';
import { POSTGRES } from '../tokens.ts';
import type { Postgres } from '@watchfloor/postgres';

/** What a supervisor asks. `/readyz` is true only while the worker takes tasks and the database answers. */
@Controller()
export class HealthController {
  constructor(
    @Inject(POSTGRES) private readonly db: Postgres,
    @Inject(WorkerHost) private readonly worker: WorkerHost,
  ) {}

  @Get('healthz')
  @AllowPublic()
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @AllowPublic()
  async readyz(): Promise<{ status: 'ready' }> {
    const problems = [
      ...(this.worker.ready() ? [] : ['temporal worker does not run']),
      ...(await pingPostgres(this.db).then(() => [], () => ['postgres does not answer'])),
    ];
    if (problems.length > 0) throw new ServiceUnavailableException({ status: 'not ready', problems });
    return { status: 'ready' };
  }

  @Get('metrics')
  @AllowPublic()
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}
