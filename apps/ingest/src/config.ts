import { z } from 'zod';
import { postgresConfig } from '@watchfloor/postgres';

const MIB = 1024 * 1024;
const count = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> => z.coerce.number().int().positive().default(fallback);
const port = z.coerce.number().int().min(0).max(65_535);

const schema = postgresConfig.extend({
  WF_HTTP_HOST: z.string().default('127.0.0.1'),
  WF_HTTP_PORT: port,
  WF_CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }),
  WF_CLICKHOUSE_DATABASE: z.string().default('watchfloor'),
  WF_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  /** Not set: no syslog over TCP. */
  WF_SYSLOG_TCP_PORT: port.optional(),
  /** Not set: no syslog over UDP. */
  WF_SYSLOG_UDP_PORT: port.optional(),
  WF_SPOOL_DIR: z.string().min(1).default('.watchfloor/spool'),
  WF_SPOOL_BYTES: count(256 * MIB),
  WF_INGEST_BATCH_ROWS: count(20_000),
  WF_INGEST_BATCH_BYTES: count(8 * MIB),
  WF_INGEST_BATCH_MS: count(200),
  WF_INGEST_WAITING_BYTES: count(96 * MIB),
  WF_INGEST_INSERT_TIMEOUT_MS: count(30_000),
  WF_INGEST_BODY_BYTES: count(32 * MIB),
  WF_INGEST_BODIES_BYTES: count(256 * MIB),
  WF_INGEST_BODY_RATIO: count(200),
  WF_INGEST_DEADLINE_MS: count(20_000),
  WF_INGEST_IDEMPOTENCY_MS: count(600_000),
  /** Per tenant. */
  WF_INGEST_EVENTS_PER_SECOND: count(20_000),
  /** Per tenant. */
  WF_INGEST_BYTES_PER_SECOND: count(20 * MIB),
  WF_INGEST_BURST_SECONDS: count(30),
  WF_INGEST_FACTS_MS: count(3_000),
});

export type IngestConfig = Readonly<z.output<typeof schema>>;

/** Settings of the service from the environment. Throws one error that lists every problem. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): IngestConfig {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) throw new Error(`settings of ingest are wrong:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`);
  return Object.freeze(parsed.data);
}
