import type { Logger } from 'pino';
import { Counter, Gauge } from 'prom-client';
import type { Counters } from '../counters.ts';

/** Metrics of the receivers that are not HTTP, and the warnings that are written once and then only counted. */
export class LineMeter {
  private readonly log: Logger;
  private readonly warned = new Set<string>();
  private readonly plain: Counter;
  private readonly refused: Counter;
  private readonly failures: Counter;
  private readonly open: Gauge;

  constructor(counters: Counters, log: Logger) {
    const registers = [counters.registry];
    this.log = log;
    this.plain = new Counter({ name: 'watchfloor_ingest_by_address_only_total', help: 'Syslog messages whose sender proved nothing but an allow-listed address', labelNames: ['receiver', 'sensor'], registers });
    this.refused = new Counter({ name: 'watchfloor_ingest_connections_refused_total', help: 'Connections refused or ended by us', labelNames: ['receiver', 'reason'], registers });
    this.failures = new Counter({ name: 'watchfloor_ingest_source_failures_total', help: 'Files, objects and listings that could not be read and are tried again', labelNames: ['receiver', 'place'], registers });
    this.open = new Gauge({ name: 'watchfloor_ingest_connections', help: 'Open connections', labelNames: ['receiver'], registers });
  }

  /** A message whose sender is known by its address alone, which anyone on the way can forge: counted, and warned of once per sensor. */
  byAddressOnly(sensorId: string, address: string, receiver: string): void {
    this.plain.inc({ receiver, sensor: sensorId });
    const key = `${receiver} ${sensorId}`;
    if (this.warned.has(key)) return;
    this.warned.add(key);
    this.log.warn({ sensor: sensorId, address, receiver }, 'plain syslog is taken on the word of an address: give this sensor a key or a certificate');
  }

  /** A connection that was refused or ended by us. */
  refuseConnection(receiver: string, reason: string): void {
    this.refused.inc({ receiver, reason });
  }

  connections(receiver: string, count: number): void {
    this.open.set({ receiver }, count);
  }

  /** A file, object or listing that could not be read; it is tried again. */
  fail(receiver: string, place: string): void {
    this.failures.inc({ receiver, place });
  }
}
