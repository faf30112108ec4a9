import type { ClickHouseClient } from '@clickhouse/client';
import type { Authenticator } from '@watchfloor/identity';
import type { CaseChangeFeed, Postgres } from '@watchfloor/postgres';
import type { TemporalStore } from '@watchfloor/temporal';
import type { ApiConfig } from './config.ts';
import type { PackageStore } from '@watchfloor/vault';

/** Everything outside the process that the API works with; one value for the whole app. */
export abstract class Stores {
  abstract readonly config: ApiConfig;
  abstract readonly authenticator: Authenticator;
  abstract readonly postgres: Postgres;
  abstract readonly changes: CaseChangeFeed;
  abstract readonly clickhouse: ClickHouseClient;
  abstract readonly temporal: TemporalStore;
  abstract readonly packages: PackageStore;
}
