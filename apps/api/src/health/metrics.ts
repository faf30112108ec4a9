import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The process's metrics in Prometheus form. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly requests: Histogram<'route' | 'method' | 'status'>;
  readonly sockets: Gauge;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({ name: 'watchfloor_api_request_seconds', help: 'Duration of HTTP requests by route.', labelNames: ['route', 'method', 'status'], buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [this.registry] });
    this.sockets = new Gauge({ name: 'watchfloor_api_websockets', help: 'Open GraphQL WebSocket connections.', registers: [this.registry] });
  }
}
