import { clickhouseConfig } from '@watchfloor/clickhouse';
import { postgresConfig } from '@watchfloor/postgres';
import { z } from 'zod';
import { lineReceiversConfig } from './receivers/line-receivers-config.ts';

const MIB = 1024 * 1024;
const count = (fallback: number): z.ZodDefault<z.ZodCoercedNumber> => z.coerce.number().int().positive().default(fallback);
const port = z.coerce.number().int().min(0).max(65_535);

const ingestConfig = z.object({
  WF_HTTP_HOST: z.string().default('127.0.0.1').describe('address of every receiver'),
  WF_HTTP_PORT: port.describe('port of the HTTP receiver, /healthz, /readyz and /metrics'),
  WF_HTTP_LINES: z.stringbool().default(true).describe('lines over HTTP at /v1/logs'),
  WF_HEC: z.stringbool().default(true).describe('Splunk HTTP Event Collector at /services/collector'),
  WF_ELASTIC: z.stringbool().default(true).describe('Elasticsearch bulk at / and /elastic'),
  WF_OTLP: z.stringbool().default(true).describe('OTLP logs at /otlp/v1/logs and /v1/logs'),
  WF_HTTP_TLS: z.stringbool().default(true).describe('TLS with HTTP/2 on WF_HTTP_PORT where WF_TLS_CERT_FILE and WF_TLS_KEY_FILE are set'),
  WF_HTTP_BODY_MS: count(60_000).describe('ms within which the body of a request must have arrived'),
  WF_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info').describe('least level that is logged'),
  ...lineReceiversConfig.shape,
  WF_SPOOL_DIR: z.string().min(1).default('.watchfloor/spool').describe('folder of lines whose senders get no answer, until they are stored'),
  WF_SPOOL_BYTES: count(256 * MIB).describe('bytes that the spool may take, shared among tenants; past that its lines are dropped and counted'),
  WF_INGEST_BATCH_ROWS: count(20_000).describe('rows per insert'),
  WF_INGEST_BATCH_BYTES: count(8 * MIB).describe('bytes per insert'),
  WF_INGEST_BATCH_MS: count(200).describe('longest wait for an insert to fill, ms'),
  WF_INGEST_WAITING_BYTES: count(96 * MIB).describe('bytes that may wait to be written, shared among tenants'),
  WF_INGEST_INSERT_TIMEOUT_MS: count(30_000).describe('longest time for one insert before it is tried again, ms'),
  WF_INGEST_BODY_BYTES: count(32 * MIB).describe('most bytes of an HTTP body once decompressed'),
  WF_INGEST_BODIES_BYTES: count(256 * MIB).describe('bytes that all HTTP bodies together may hold in memory, shared among tenants'),
  WF_INGEST_BODY_RATIO: count(200).describe('most times that a compressed HTTP body may grow, beyond its first MiB'),
  WF_INGEST_DEADLINE_MS: count(20_000).describe('ms for an HTTP request to be stored before its sender is told to come back'),
  WF_INGEST_IDEMPOTENCY_MS: count(600_000).describe('ms within which the same HTTP batch is answered and not stored again'),
  WF_INGEST_EVENTS_PER_SECOND: count(20_000).describe('quota of each tenant that has none of its own'),
  WF_INGEST_BYTES_PER_SECOND: count(20 * MIB).describe('quota of each tenant that has none of its own'),
  WF_INGEST_BURST_SECONDS: count(30).describe("seconds' worth of a quota that may come at once"),
  WF_INGEST_FACTS_MS: count(3_000).describe('ms between two reads of tenants, sensors and assets'),
  WF_GEOIP_CITY: z.string().min(1).optional().describe('MMDB with the places of public addresses'),
  WF_GEOIP_ASN: z.string().min(1).optional().describe('MMDB with the networks of public addresses'),
  WF_INGEST_CONTROL_TOKEN: z.string().min(32).optional().describe('Bearer token of /v1/control; without it nobody may'),
  WF_METRICS_TOKEN: z.string().min(16).optional().describe('Bearer token of /metrics; without it only this machine may read it'),
});

const schema = z.object({ ...ingestConfig.shape, ...postgresConfig.shape, ...clickhouseConfig.shape });

export type IngestConfig = Readonly<z.output<typeof schema>>;

/** Reads the environment; throws one error that names every problem. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): IngestConfig {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) throw new Error(`configuration of ingest:\n${z.prettifyError(parsed.error)}`);
  return Object.freeze(parsed.data);
}
