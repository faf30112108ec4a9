import { randomUUID } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { engineAddresses, stopOwnEngines } from '@watchfloor/infra-local/test-run';
import { connectClickHouse, migrateClickHouse } from '../src/index.ts';

export interface TestStore {
  readonly client: ClickHouseClient;
  /** A client on the database `default`, for databases. */
  readonly admin: ClickHouseClient;
  readonly database: string;
  stop(): Promise<void>;
}

/** A migrated database of its own in the run's engine. (Not through the test environment: that depends on this library.) */
export async function startStore(): Promise<TestStore> {
  const { url } = await engineAddresses('clickhouse');
  const database = `wf_${randomUUID().replaceAll('-', '')}`;
  const admin = connectClickHouse({ url, database: 'default' });
  await migrateClickHouse(admin, database);
  const client = connectClickHouse({ url, database });
  const stop = async (): Promise<void> => {
    await client.close();
    await admin.command({ query: `DROP DATABASE ${database}` });
    await admin.close();
    await stopOwnEngines();
  };
  return { client, admin, database, stop };
}
