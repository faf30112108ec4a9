import type { ClickHouseClient } from '@clickhouse/client';
import { createTestEnvironment } from '@watchfloor/testing-env';
import { connectClickHouse } from '../src/index.ts';

export interface TestStore {
  readonly client: ClickHouseClient;
  stop(): Promise<void>;
}

/** A migrated database of its own in the run's engine. */
export async function startStore(): Promise<TestStore> {
  const environment = await createTestEnvironment({ clickhouse: true });
  const client = connectClickHouse(environment.clickhouse);
  const stop = async (): Promise<void> => {
    await client.close();
    await environment.close();
  };
  return { client, stop };
}
