import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectClickHouse, migrateClickHouse } from '@watchfloor/clickhouse';
import { freePort, startClickHouse, type RunningClickHouse } from '@watchfloor/infra-local';
import { createTestEnvironment } from '@watchfloor/testing-env';

type Client = ReturnType<typeof connectClickHouse>;

export interface Engines {
  readonly adminUrl: string;
  readonly client: Client;
  readonly clickHouseUrl: string;
  /** Environment of an ingest that uses these engines. */
  readonly environment: Readonly<Record<string, string>>;
  /** A new empty folder, removed at the end. */
  folder(): Promise<string>;
  stop(): Promise<void>;
}

/** A ClickHouse that may be killed: not the one of the whole run. */
export interface MortalClickHouse {
  readonly url: string;
  readonly database: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Databases of one test file, migrated. `mortal` replaces the run's ClickHouse. */
export async function startEngines(mortal?: MortalClickHouse): Promise<Engines> {
  const root = await mkdtemp(join(tmpdir(), 'wf-ingest-'));
  const made = await createTestEnvironment({ postgres: true, clickhouse: true });
  const { url, database } = mortal ?? made.clickhouse;
  const client = connectClickHouse({ url, database });
  return {
    adminUrl: made.postgres.adminUrl,
    client,
    clickHouseUrl: url,
    environment: { WF_POSTGRES_URL: made.postgres.urls.wf_ingest, WF_CLICKHOUSE_URL: url, WF_CLICKHOUSE_DATABASE: database, WF_SPOOL_DIR: join(root, 'spool'), WF_LOG_LEVEL: 'warn' },
    folder: () => mkdtemp(join(root, 'folder-')),
    stop: async () => {
      await client.close();
      await Promise.all([made.close(), mortal?.stop()]);
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Starts a ClickHouse on a port and folder of its own, which survive its death. */
export async function startMortalClickHouse(): Promise<MortalClickHouse> {
  const root = await mkdtemp(join(tmpdir(), 'wf-mortal-'));
  const port = await freePort();
  const start = (): Promise<RunningClickHouse> => startClickHouse({ dataDir: join(root, 'clickhouse'), port });
  let running = await start();
  const admin = connectClickHouse({ url: running.url, database: 'default' });
  await migrateClickHouse(admin, 'watchfloor');
  await admin.close();
  return {
    url: running.url,
    database: 'watchfloor',
    kill: async () => {
      if (running.pid !== undefined) process.kill(running.pid, 'SIGKILL');
      await running.ended;
    },
    restart: async () => { running = await start(); },
    stop: async () => {
      await running.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
