import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectClickHouse, migrateClickHouse } from '@watchfloor/clickhouse';
import { freePort, startClickHouse, type RunningClickHouse } from '@watchfloor/infra-local';

/** A ClickHouse that a test may kill: on a port and folder of its own, which survive its death. */
export interface MortalClickHouse {
  /** http://user:password@host:port, the same after a restart. */
  readonly url: string;
  /** Migrated database. */
  readonly database: string;
  /** kill -9. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** Starts a ClickHouse for tests of faults; the one of the whole run must not be killed. */
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
    restart: async () => {
      running = await start();
    },
    stop: async () => {
      await running.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
