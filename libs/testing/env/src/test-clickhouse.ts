import { randomUUID } from 'node:crypto';
import { createClient } from '@clickhouse/client';
import { migrateClickHouse } from '@watchfloor/clickhouse';
import { engineAddresses } from '@watchfloor/infra-local/test-run';

export interface TestClickHouse {
  /** http://user:password@host:port */
  readonly url: string;
  readonly database: string;
  drop(): Promise<void>;
}

/** A migrated database of its own. */
export async function createTestClickHouse(): Promise<TestClickHouse> {
  const { url } = await engineAddresses('clickhouse');
  const database = `wf_${randomUUID().replaceAll('-', '')}`;
  const admin = createClient({ url });
  try {
    await migrateClickHouse(admin, database);
  } finally {
    await admin.close();
  }
  const drop = async (): Promise<void> => {
    const client = createClient({ url });
    try {
      await client.command({ query: `DROP DATABASE IF EXISTS ${database}` });
    } finally {
      await client.close();
    }
  };
  return { url, database, drop };
}
