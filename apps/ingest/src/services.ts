import { connectClickHouse } from '@watchfloor/clickhouse';
import { closePostgres, connectPostgres } from '@watchfloor/postgres';
import type { Logger } from 'pino';
import type { IngestConfig } from './config.ts';
import { Counters } from './counters.ts';
import { EndpointEnrichment } from './enrich/endpoint-enrichment.ts';
import { GeoDatabase } from './enrich/geo-database.ts';
import { ouiVendors } from './enrich/oui-vendors.ts';
import { Intake } from './intake.ts';
import { FairTurns } from './limits/fair-turns.ts';
import { TenantQuotas } from './limits/tenant-quotas.ts';
import { liveMatcher } from './matcher.ts';
import { MetricsAccess } from './metrics-access.ts';
import { Pipeline } from './pipeline.ts';
import { Readiness } from './readiness.ts';
import { HttpIntake } from './receivers/http-intake.ts';
import { HttpSwitches } from './receivers/http-switches.ts';
import { LineReceivers } from './receivers/line-receivers.ts';
import { readTlsIdentity, type TlsIdentity } from './receivers/tls-identity.ts';
import { ControlToken } from './reparse/control-token.ts';
import { Reparse } from './reparse/reparse.ts';
import { SensorDirectory } from './sensor-directory.ts';
import { SpoolDrain } from './spool/spool-drain.ts';
import { Spool } from './spool/spool.ts';
import { TenantDirectory } from './tenant-directory.ts';
import { Writer } from './writer.ts';

const GRACE_MS = 8_000;

/** Everything of the service that is not HTTP, wired together. */
export interface Services {
  readonly counters: Counters;
  readonly httpIntake: HttpIntake;
  readonly httpSwitches: HttpSwitches;
  /** Certificate of the HTTP port; undefined: without TLS. */
  readonly httpTls: TlsIdentity | undefined;
  readonly readiness: Readiness;
  readonly metricsAccess: MetricsAccess;
  readonly controlToken: ControlToken;
  readonly reparse: Reparse;
  /** Starts the directory, the spool and the receivers that are not HTTP; resolves with the ports that they listen on, by name. */
  start(): Promise<Readonly<Record<string, number>>>;
  /** Stops receiving, writes what was read, and closes the stores. */
  stop(): Promise<void>;
}

/** Builds the service from its settings. Nothing is opened before `start`. */
export function createServices(config: IngestConfig, log: Logger): Services {
  const client = connectClickHouse({ url: config.WF_CLICKHOUSE_URL, database: config.WF_CLICKHOUSE_DATABASE, application: 'watchfloor-ingest', requestTimeoutMs: config.WF_INGEST_INSERT_TIMEOUT_MS });
  const db = connectPostgres(config.WF_POSTGRES_URL, config.WF_POSTGRES_POOL);
  const counters = new Counters();
  const tenants = new TenantDirectory(db, (error) => log.warn({ err: error }, 'the directory could not be read'));
  const sensors = new SensorDirectory(db, tenants);
  const writer = new Writer(client, writerSettings(config), (error) => log.warn({ err: error }, 'an insert failed'));
  const quotas = new TenantQuotas({ eventsPerSecond: config.WF_INGEST_EVENTS_PER_SECOND, bytesPerSecond: config.WF_INGEST_BYTES_PER_SECOND, burstSeconds: config.WF_INGEST_BURST_SECONDS }, (tenantId) => tenants.known(tenantId));
  const enrichment = new EndpointEnrichment(ouiVendors(), new GeoDatabase(config.WF_GEOIP_CITY, config.WF_GEOIP_ASN));
  const pipeline = new Pipeline(liveMatcher(log), new FairTurns(), enrichment);
  const intake = new Intake(client, pipeline, writer, quotas, counters);
  const readiness = new Readiness(client, db, tenants);
  const spool = new Spool({ dir: config.WF_SPOOL_DIR, maxBytes: config.WF_SPOOL_BYTES });
  const drain = new SpoolDrain(spool, sensors, intake, counters, log);
  const lines = new LineReceivers(config, { sensors, intake, counters, spool, log });
  return {
    counters,
    readiness,
    metricsAccess: new MetricsAccess(config.WF_METRICS_TOKEN),
    controlToken: new ControlToken(config.WF_INGEST_CONTROL_TOKEN),
    reparse: new Reparse(client, sensors, pipeline, writer),
    httpSwitches: new HttpSwitches({ lines: config.WF_HTTP_LINES, hec: config.WF_HEC, elastic: config.WF_ELASTIC, otlp: config.WF_OTLP }),
    httpTls: config.WF_HTTP_TLS ? readTlsIdentity({ certFile: config.WF_TLS_CERT_FILE, keyFile: config.WF_TLS_KEY_FILE, clientCaFile: config.WF_TLS_CLIENT_CA_FILE }) : undefined,
    httpIntake: new HttpIntake(sensors, intake, counters, httpSettings(config)),
    start: async () => {
      tenants.start(config.WF_INGEST_FACTS_MS);
      await drain.start();
      return lines.start();
    },
    stop: async () => {
      await Promise.all([lines.close(GRACE_MS), drain.stop(GRACE_MS), writer.close(GRACE_MS)]);
      tenants.stop();
      await Promise.all([client.close(), closePostgres(db)]);
    },
  };
}

function writerSettings(config: IngestConfig): ConstructorParameters<typeof Writer>[1] {
  return { batchRows: config.WF_INGEST_BATCH_ROWS, batchBytes: config.WF_INGEST_BATCH_BYTES, batchMs: config.WF_INGEST_BATCH_MS, waitingBytes: config.WF_INGEST_WAITING_BYTES, insertTimeoutMs: config.WF_INGEST_INSERT_TIMEOUT_MS };
}

function httpSettings(config: IngestConfig): ConstructorParameters<typeof HttpIntake>[3] {
  return { maxBytes: config.WF_INGEST_BODY_BYTES, maxRatio: config.WF_INGEST_BODY_RATIO, maxMs: config.WF_HTTP_BODY_MS, bodyBytes: config.WF_INGEST_BODIES_BYTES, deadlineMs: config.WF_INGEST_DEADLINE_MS, idempotencyMs: config.WF_INGEST_IDEMPOTENCY_MS, clientCa: config.WF_TLS_CLIENT_CA_FILE !== undefined };
}
