import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { freePort, startClickHouse } from '@watchfloor/infra-local';
import { connectClickHouse, migrateClickHouse } from '../src/index.ts';

export interface TestStore {
  readonly client: ClickHouseClient;
  readonly database: string;
  stop(): Promise<void>;
}

/** A migrated database of its own in a real engine: the one of WF_TEST_CLICKHOUSE_URL, else one started for the file. */
export async function startStore(): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wf-clickhouse-'));
  const engine = await startClickHouse({ dataDir, port: await freePort(), own: process.env['WF_TEST_CLICKHOUSE_URL'] });
  const database = `wf_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const admin = connectClickHouse({ url: engine.url, database: 'default' });
  await migrateClickHouse(admin, database);
  const client = connectClickHouse({ url: engine.url, database });
  const stop = async (): Promise<void> => {
    await client.close();
    await admin.command({ query: `DROP DATABASE ${database}` });
    await admin.close();
    await engine.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { client, database, stop };
}
