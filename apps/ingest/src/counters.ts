import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What became of a received line. received = the sum of all of them + lines in flight. */
export const OUTCOMES = ['stored', 'unparsed', 'ignored', 'duplicate', 'refused', 'dropped'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface SensorCounters extends Readonly<Record<Outcome, number>> {
  readonly received: number;
  /** In the disk spool now. */
  readonly spooled: number;
}

interface Counts extends Record<Outcome, number> {
  received: number;
  spooled: number;
}

/**
 * Lines per sensor since the process started, so that nothing is lost without being seen:
 * received = stored + unparsed + ignored + duplicate + refused + dropped + spooled, once nothing is in flight. Header, comment and blank
 * lines are counted only where they were spooled before they were read (`ignored`).
 */
export class Counters {
  readonly registry = new Registry();
  private readonly sensors = new Map<string, Counts>();
  private readonly received = new Counter({ name: 'watchfloor_ingest_lines_received_total', help: 'Log lines received', labelNames: ['sensor'], registers: [this.registry] });
  private readonly outcomes = new Counter({ name: 'watchfloor_ingest_lines_total', help: 'Log lines by what became of them', labelNames: ['sensor', 'outcome'], registers: [this.registry] });
  private readonly spooled = new Gauge({ name: 'watchfloor_ingest_lines_spooled', help: 'Log lines in the disk spool', labelNames: ['sensor'], registers: [this.registry] });
  private readonly refusals = new Counter({ name: 'watchfloor_ingest_requests_refused_total', help: 'Requests refused before their lines were read', labelNames: ['sensor', 'code', 'receiver'], registers: [this.registry] });
  private readonly findings = new Counter({ name: 'watchfloor_ingest_findings_total', help: 'Findings stored', labelNames: ['detection'], registers: [this.registry] });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  receive(sensorId: string, lines: number): void {
    this.of(sensorId).received += lines;
    this.received.inc({ sensor: sensorId }, lines);
  }

  settle(sensorId: string, outcome: Outcome, lines: number): void {
    if (lines === 0) return;
    this.of(sensorId)[outcome] += lines;
    this.outcomes.inc({ sensor: sensorId, outcome }, lines);
  }

  /** Lines went into the spool (positive) or left it (negative). */
  spool(sensorId: string, lines: number): void {
    const counts = this.of(sensorId);
    counts.spooled += lines;
    this.spooled.set({ sensor: sensorId }, counts.spooled);
  }

  refuseRequest(sensorId: string, code: string, receiver = 'http'): void {
    this.refusals.inc({ sensor: sensorId, code, receiver });
  }

  storeFindings(detectionId: string, count: number): void {
    this.findings.inc({ detection: detectionId }, count);
  }

  read(sensorId: string): SensorCounters {
    return { ...this.of(sensorId) };
  }

  private of(sensorId: string): Counts {
    let counts = this.sensors.get(sensorId);
    if (!counts) {
      counts = { received: 0, stored: 0, unparsed: 0, ignored: 0, duplicate: 0, refused: 0, dropped: 0, spooled: 0 };
      this.sensors.set(sensorId, counts);
    }
    return counts;
  }
}
