import { z } from 'zod';

/** Settings of every process that reads or writes ClickHouse. */
export const clickhouseConfig = z.object({
  WF_CLICKHOUSE_URL: z.url({ protocol: /^https?$/, error: 'WF_CLICKHOUSE_URL must be http://user:password@host:port' }).describe('http://user:password@host:port of ClickHouse'),
  WF_CLICKHOUSE_DATABASE: z.string().default('watchfloor'),
});
