import type { connectClickHouse } from '@watchfloor/clickhouse';
import type { Postgres } from '@watchfloor/postgres';
import type { TemporalStore } from '@watchfloor/temporal';

/** What the loops work on. `now` is the clock in ms, replaced only by tests. */
export interface Stores {
  readonly clickhouse: ReturnType<typeof connectClickHouse>;
  readonly postgres: Postgres;
  readonly cases: TemporalStore['cases'];
  readonly now: () => number;
}

/** The name that this service acts under: in scopes, in the audit log and in cases. */
export const SERVICE = 'detect';
