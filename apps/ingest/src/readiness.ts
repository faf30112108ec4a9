import { pingClickHouse } from '@watchfloor/clickhouse';
import { Refused } from '@watchfloor/core';
import { pingPostgres, type Postgres } from '@watchfloor/postgres';
import type { TenantDirectory } from './tenant-directory.ts';

type Client = Parameters<typeof pingClickHouse>[0];

export interface ReadinessReport {
  readonly status: 'ready';
  readonly clickhouse: 'ok';
  readonly postgres: 'ok';
  readonly directory: 'ok';
}

/** Answers whether a line that came now would be stored. */
export class Readiness {
  private readonly client: Client;
  private readonly db: Postgres;
  private readonly directory: TenantDirectory;
  private stopping = false;

  constructor(client: Client, db: Postgres, directory: TenantDirectory) {
    this.client = client;
    this.db = db;
    this.directory = directory;
  }

  /** From now on the service is not ready: it is shutting down. */
  stop(): void {
    this.stopping = true;
  }

  /** Throws Refused UNAVAILABLE naming what is missing. */
  async check(): Promise<ReadinessReport> {
    const [clickhouse, postgres] = await Promise.allSettled([pingClickHouse(this.client), pingPostgres(this.db)]);
    const missing = [
      ...(this.stopping ? ['stopping'] : []),
      ...(clickhouse.status === 'rejected' ? ['clickhouse does not answer'] : []),
      ...(postgres.status === 'rejected' ? ['postgres does not answer'] : []),
      ...(this.directory.ready ? [] : ['tenants have not been read yet']),
    ];
    if (missing.length > 0) throw new Refused('UNAVAILABLE', missing.join('; '), 2);
    return { status: 'ready', clickhouse: 'ok', postgres: 'ok', directory: 'ok' };
  }
}
