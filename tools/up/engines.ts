import { connectClickHouse, migrateClickHouse } from '@watchfloor/clickhouse';
import { provisionPostgres, startClickHouse, startKeycloak, startPostgres, startSmtpSink, startTemporal, startWebhookSink, type RunningEngine } from '@watchfloor/infra-local';
import { join } from 'node:path';
import type { Phases } from './phases.ts';
import type { PortName } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { Startable, Supervisor } from './supervisor.ts';
import type { Engines } from './service-env.ts';

export interface EngineInput {
  readonly dataDir: string;
  readonly ports: Readonly<Record<PortName, number>>;
  readonly secrets: Secrets;
  readonly realmDocument: unknown;
  readonly phases: Phases;
  readonly supervisor: Supervisor;
}

export interface StartedEngines extends Engines {
  readonly postgresAdminUrl: string;
  readonly temporalUiUrl: string;
}

/** Starts an engine under the supervisor and returns what its first start answered. */
async function supervised<T extends RunningEngine>(input: EngineInput, name: string, start: () => Promise<T>): Promise<T> {
  let first: T | undefined;
  const thing: Startable = {
    name,
    start: async () => {
      const running = await start();
      first ??= running;
      return running;
    },
  };
  await input.phases.time(name, () => input.supervisor.start(thing));
  if (!first) throw new Error(`${name} was not started`);
  return first;
}

async function stores(input: EngineInput): Promise<Pick<StartedEngines, 'postgresUrls' | 'postgresAdminUrl' | 'clickhouseUrl'>> {
  const { dataDir, ports, secrets, phases } = input;
  const progress = phases.progress.bind(phases);
  const own = { postgres: process.env['WF_POSTGRES_ADMIN_URL'], clickhouse: process.env['WF_CLICKHOUSE_URL'] };
  const [postgres, clickhouse] = await Promise.all([
    supervised(input, 'postgres', () => startPostgres({ dataDir: join(dataDir, 'postgres'), port: ports.postgres, own: own.postgres, progress })),
    supervised(input, 'clickhouse', () => startClickHouse({ dataDir: join(dataDir, 'clickhouse'), port: ports.clickhouse, password: secrets.clickhousePassword, own: own.clickhouse, progress })),
  ]);
  const provisioned = await phases.time('migrations', async () => {
    const client = connectClickHouse({ url: clickhouse.url, database: 'default' });
    await migrateClickHouse(client, 'watchfloor').finally(() => client.close());
    return provisionPostgres(postgres.url, { passwords: secrets.rolePasswords });
  });
  return { postgresUrls: provisioned.urls, postgresAdminUrl: provisioned.adminUrl, clickhouseUrl: clickhouse.url };
}

/** Starts every engine that the environment does not already provide, side by side, and applies the migrations. */
export async function startEngines(input: EngineInput): Promise<StartedEngines> {
  const { dataDir, ports, secrets, phases } = input;
  const progress = phases.progress.bind(phases);
  const [databases, temporal, keycloak] = await Promise.all([
    stores(input),
    supervised(input, 'temporal', () => startTemporal({ dataDir: join(dataDir, 'temporal'), port: ports.temporal, uiPort: ports.temporalUi, own: process.env['WF_TEMPORAL_ADDRESS'], progress })),
    supervised(input, 'keycloak', () =>
      startKeycloak({ dataDir: join(dataDir, 'keycloak'), port: ports.keycloak, realm: 'watchfloor', realmDocument: input.realmDocument, adminPassword: secrets.keycloakAdminPassword, own: process.env['WF_KEYCLOAK_URL'], progress }),
    ),
    supervised(input, 'mail sink', () => startSmtpSink({ dataDir: join(dataDir, 'mail'), port: ports.smtp, httpPort: ports.mailInbox })),
    supervised(input, 'webhook sink', () => startWebhookSink({ dataDir: join(dataDir, 'webhooks'), port: ports.webhookSink })),
  ]);
  return { ...databases, temporalAddress: temporal.address, temporalUiUrl: temporal.uiUrl ?? '', keycloakUrl: keycloak.url, smtpUrl: process.env['WF_SMTP_URL'] ?? `smtp://127.0.0.1:${ports.smtp}` };
}
