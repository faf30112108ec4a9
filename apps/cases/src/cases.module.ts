import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { ClickHouseClient } from '@clickhouse/client';
import { channelSettings } from '@watchfloor/channels';
import { connectClickHouse } from '@watchfloor/clickhouse';
import { assertHandlersAllowed } from '@watchfloor/identity';
import { closePostgres, connectPostgres, type Postgres } from '@watchfloor/postgres';
import { WorkerHost } from '@watchfloor/temporal/worker';
import { openPackageStore, readSigningKey } from '@watchfloor/vault';
import type { Logger } from 'pino';
import { createActivities } from './activities/activities.ts';
import { evidenceActivities } from './activities/evidence/export-evidence.ts';
import { retentionActivity } from './activities/retention.ts';
import type { Config } from './config.ts';
import { PlatformSchedules } from './platform-schedules.ts';
import { HealthController } from './health/health.controller.ts';
import { CLICKHOUSE, LOGGER, POSTGRES } from './tokens.ts';

/** Version that evidence packages name as their generator's. */
const VERSION = '0.1.0';

const CONTROLLERS = [HealthController];

/** The case service: a Temporal worker with its activities, and a port that says how it is. */
@Module({})
export class CasesModule implements OnApplicationShutdown {
  constructor(
    @Inject(POSTGRES) private readonly db: Postgres,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /** Throws when a handler is open by mistake. */
  static forRoot(config: Config, log: Logger): DynamicModule {
    assertHandlersAllowed(CONTROLLERS);
    return {
      module: CasesModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: LOGGER, useValue: log },
        { provide: POSTGRES, useFactory: () => connectPostgres(config.WF_POSTGRES_URL, config.WF_POSTGRES_POOL) },
        { provide: CLICKHOUSE, useFactory: () => connectClickHouse({ url: config.WF_CLICKHOUSE_URL, database: config.WF_CLICKHOUSE_DATABASE, application: 'cases', requestTimeoutMs: 600_000 }) },
        { provide: PlatformSchedules, useFactory: () => new PlatformSchedules(config) },
        { provide: WorkerHost, inject: [POSTGRES, CLICKHOUSE], useFactory: (db: Postgres, clickhouse: ClickHouseClient) => workerHost(config, log, db, clickhouse) },
      ],
    };
  }

  /** After the worker has drained. */
  async onApplicationShutdown(): Promise<void> {
    await closePostgres(this.db);
    await this.clickhouse.close();
  }
}

function workerHost(config: Config, log: Logger, db: Postgres, clickhouse: ClickHouseClient): WorkerHost {
  const evidence = { db, clickhouse, vault: openPackageStore(config.WF_VAULT_DIR), signingKey: readSigningKey(config.WF_SIGNING_KEY_FILE), version: VERSION };
  const caseUrl = (_tenantId: string, caseId: string): string => new URL(`/cases/${caseId}`, config.WF_PUBLIC_URL).href;
  return new WorkerHost({
    temporal: config,
    workflowBundle: config.WF_WORKFLOW_BUNDLE,
    activities: { ...createActivities({ db, channels: channelSettings(config), log, caseUrl }), ...evidenceActivities(evidence), deleteExpiredRows: retentionActivity(db, clickhouse, log) },
    onFatal: (error) => {
      log.fatal({ error }, 'temporal worker died');
      process.exit(1);
    },
  });
}
