import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Counters of the service, in a registry of its own. */
export class Metrics {
  readonly registry = new Registry();
  readonly delivered = new Counter({ name: 'watchfloor_detect_findings_delivered_total', help: 'Findings that reached their case', registers: [this.registry] });
  readonly found = new Counter({ name: 'watchfloor_detect_findings_total', help: 'Findings made by detect itself', labelNames: ['detection'] as const, registers: [this.registry] });
  readonly failures = new Counter({ name: 'watchfloor_detect_failures_total', help: 'Rounds or deliveries that failed and will be repeated', labelNames: ['loop'] as const, registers: [this.registry] });
  readonly lastRound = new Gauge({ name: 'watchfloor_detect_last_round_timestamp_seconds', help: 'When a loop last ended a round without error', labelNames: ['loop'] as const, registers: [this.registry] });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
