import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectClickHouse } from '@watchfloor/clickhouse';
import { createTestEnvironment, type MortalClickHouse } from '@watchfloor/testing-env';

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
    environment: { WF_POSTGRES_URL: made.postgres.urls.wf_ingest, WF_CLICKHOUSE_URL: url, WF_CLICKHOUSE_DATABASE: database, WF_SPOOL_DIR: join(root, 'spool'), WF_RECEIVER_STATE_DIR: join(root, 'receivers'), WF_LOG_LEVEL: 'warn' },
    folder: () => mkdtemp(join(root, 'folder-')),
    stop: async () => {
      await client.close();
      await Promise.all([made.close(), mortal?.stop()]);
      await rm(root, { recursive: true, force: true });
    },
  };
}
