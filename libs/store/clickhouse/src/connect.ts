import { createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';

export interface ClickHouseConfig {
  /** http://user:password@host:port */
  readonly url: string;
  readonly database: string;
  /** Name that the server's query log shows. */
  readonly application?: string;
  /** Milliseconds until a request is given up; default 60,000. */
  readonly requestTimeoutMs?: number;
  /** Connections kept open at most; default 10. */
  readonly maxConnections?: number;
}

/** Opens a client; nothing is sent before its first use. Stays inside the store: apps get tables' functions. */
export function connectClickHouse(config: ClickHouseConfig): ClickHouseClient {
  return createClient({
    url: config.url,
    database: config.database,
    application: config.application ?? 'watchfloor',
    request_timeout: config.requestTimeoutMs ?? 60_000,
    max_open_connections: config.maxConnections ?? 10,
    compression: { request: false, response: false },
    clickhouse_settings: { date_time_input_format: 'best_effort' },
  });
}
