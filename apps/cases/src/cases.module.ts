import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { channelSettings } from '@watchfloor/channels';
import { closePostgres, connectPostgres, type Postgres } from '@watchfloor/postgres';
import { WorkerHost } from '@watchfloor/temporal/worker';
import type { Logger } from 'pino';
import { createActivities } from './activities/activities.ts';
import type { Config } from './config.ts';
import { HealthController } from './health/health.controller.ts';
import { LOGGER, POSTGRES } from './tokens.ts';

/** The case service: a Temporal worker with its activities, and a port that says how it is. */
@Module({})
export class CasesModule implements OnApplicationShutdown {
  constructor(@Inject(POSTGRES) private readonly db: Postgres) {}

  static forRoot(config: Config, log: Logger): DynamicModule {
    return {
      module: CasesModule,
      controllers: [HealthController],
      providers: [
        { provide: LOGGER, useValue: log },
        { provide: POSTGRES, useFactory: () => connectPostgres(config.WF_POSTGRES_URL, config.WF_POSTGRES_POOL) },
        { provide: WorkerHost, inject: [POSTGRES], useFactory: (db: Postgres) => workerHost(config, log, db) },
      ],
    };
  }

  /** After the worker has drained. */
  async onApplicationShutdown(): Promise<void> {
    await closePostgres(this.db);
  }
}

function workerHost(config: Config, log: Logger, db: Postgres): WorkerHost {
  const caseUrl = (_tenantId: string, caseId: string): string => new URL(`/cases/${caseId}`, config.WF_PUBLIC_URL).href;
  return new WorkerHost({
    temporal: config,
    workflowBundle: config.WF_WORKFLOW_BUNDLE,
    activities: createActivities({ db, channels: channelSettings(config), log, caseUrl }),
    onFatal: (error) => {
      log.fatal({ error }, 'temporal worker died');
      process.exit(1);
    },
  });
}
