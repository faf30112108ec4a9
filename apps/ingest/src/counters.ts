import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** What became of a received line. */
export const OUTCOMES = ['stored', 'unparsed', 'ignored', 'duplicate', 'refused', 'dropped'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface SensorCounters extends Readonly<Record<Outcome, number>> {
  readonly received: number;
  /** In the disk spool now. */
  readonly spooled: number;
  /** Read and not settled yet; not in `received`. */
  readonly waiting: number;
}

interface Counts extends Record<Outcome, number> {
  received: number;
  spooled: number;
  waiting: number;
}

/** Label of lines whose receiver did not say its name. */
const UNNAMED = 'other';

/**
 * Lines per sensor since the process started, so that nothing is lost without being seen. At every instant
 * received = stored + unparsed + ignored + duplicate + refused + dropped + spooled: a line counts as received when it is settled or safe in
 * the spool, in the same turn. What a former process left in the spool counts as received by this one. Header, comment and blank lines are
 * counted only where they were spooled before they were read (`ignored`). By receiver, lines that went through the spool are received under
 * their protocol's name and settled under `spool`.
 */
export class Counters {
  readonly registry = new Registry();
  private readonly sensors = new Map<string, Counts>();
  private readonly received = new Counter({ name: 'watchfloor_ingest_lines_received_total', help: 'Log lines received', labelNames: ['sensor', 'receiver'], registers: [this.registry] });
  private readonly outcomes = new Counter({ name: 'watchfloor_ingest_lines_total', help: 'Log lines by what became of them', labelNames: ['sensor', 'outcome', 'receiver'], registers: [this.registry] });
  private readonly spooled = new Gauge({ name: 'watchfloor_ingest_lines_spooled', help: 'Log lines in the disk spool', labelNames: ['sensor'], registers: [this.registry] });
  private readonly refusals = new Counter({ name: 'watchfloor_ingest_requests_refused_total', help: 'Requests refused before their lines were read', labelNames: ['sensor', 'code', 'receiver'], registers: [this.registry] });
  private readonly paused = new Counter({ name: 'watchfloor_ingest_paused_seconds_total', help: 'Seconds that senders without an answer were not read because their tenant was over its quota or share', labelNames: ['sensor', 'receiver'], registers: [this.registry] });
  private readonly findings = new Counter({ name: 'watchfloor_ingest_findings_total', help: 'Findings stored', labelNames: ['detection'], registers: [this.registry] });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  receive(sensorId: string, lines: number, receiver = UNNAMED): void {
    this.of(sensorId).received += lines;
    this.received.inc({ sensor: sensorId, receiver }, lines);
  }

  settle(sensorId: string, outcome: Outcome, lines: number, receiver = UNNAMED): void {
    if (lines === 0) return;
    this.of(sensorId)[outcome] += lines;
    this.outcomes.inc({ sensor: sensorId, outcome, receiver }, lines);
  }

  /** Lines are in hand (positive) or settled (negative). */
  wait(sensorId: string, lines: number): void {
    this.of(sensorId).waiting += lines;
  }

  /** A sender without an answer was not read for so long. */
  pause(sensorId: string, seconds: number, receiver = UNNAMED): void {
    this.paused.inc({ sensor: sensorId, receiver }, seconds);
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
      counts = { received: 0, stored: 0, unparsed: 0, ignored: 0, duplicate: 0, refused: 0, dropped: 0, spooled: 0, waiting: 0 };
      this.sensors.set(sensorId, counts);
    }
    return counts;
  }
}
