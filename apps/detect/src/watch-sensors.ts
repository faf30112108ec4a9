import { sensorActivity } from '@watchfloor/clickhouse';
import type { TenantScope } from '@watchfloor/core';
import { detections, findingOf, type Finding } from '@watchfloor/detections';
import { serviceScope } from '@watchfloor/identity';
import { listSensors, listTenantDirectory, withTenant } from '@watchfloor/postgres';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import { storeFindings } from './store-findings.ts';
import { SERVICE, type Stores } from './stores.ts';
import { readTenantFacts } from './tenant-facts.ts';

/**
 * Makes a finding of every sensor that has spoken and is silent beyond its cadence. Our own downtime is not the sensors'
 * silence: nothing is judged before the service has been up for as long as a sensor's cadence.
 */
export class WatchSensors {
  private readonly stores: Stores;
  private readonly metrics: Metrics;
  private readonly log: Logger;
  private readonly startedAtMs: number;
  /** Findings made by this process: making one again would change nothing, but cost an insert each time. */
  private readonly made = new Set<string>();

  constructor(stores: Stores, metrics: Metrics, log: Logger) {
    this.stores = stores;
    this.metrics = metrics;
    this.log = log;
    this.startedAtMs = stores.now();
  }

  /** One look at every tenant. A tenant that fails is logged and looked at again next time. */
  async cycle(): Promise<void> {
    for (const { id } of await listTenantDirectory(this.stores.postgres)) {
      await this.watch(serviceScope(SERVICE, [id]), id).catch((error: unknown) => {
        this.metrics.failures.inc({ loop: 'sensors' });
        this.log.warn({ tenant: id, err: error }, 'sensors could not be looked at');
      });
    }
  }

  private async watch(scope: TenantScope, tenantId: string): Promise<void> {
    const nowMs = this.stores.now();
    const [activity, sensors] = await Promise.all([
      sensorActivity(this.stores.clickhouse, scope, { nowMs }),
      withTenant(this.stores.postgres, scope, (tx) => listSensors(scope, tx, tenantId)),
    ]);
    const lastSeen = new Map(activity.map((row) => [row.sensorId, row.lastSeenMs]));
    const late = sensors.filter((sensor) => sensor.disabledAt === null && nowMs - Math.max(lastSeen.get(sensor.id) ?? nowMs, this.startedAtMs) > sensor.cadenceSeconds * 1000);
    if (late.length === 0) return;
    const facts = await readTenantFacts(this.stores.postgres, scope);
    const findings: Finding[] = [];
    for (const sensor of late) {
      const seen = { kind: 'sensor' as const, siteId: sensor.siteId, sensorId: sensor.id, name: sensor.name, cadenceSeconds: sensor.cadenceSeconds, lastIngestedMs: lastSeen.get(sensor.id) ?? nowMs, nowMs };
      for (const detection of detections) {
        const match = detection.kind === 'query' && detection.observes === 'sensor' ? detection.decide(seen, facts) : undefined;
        const source = { tenantId, detectionId: detection.id, detectionVersion: detection.version, kind: 'query' as const, siteId: sensor.siteId, sensorId: sensor.id };
        if (match !== undefined) findings.push(findingOf({ ...source, timeUs: nowMs * 1000, srcIp: '', dstIp: '', eventIds: [] }, match));
      }
    }
    const fresh = findings.filter((finding) => !this.made.has(finding.findingId));
    await storeFindings(this.stores, this.metrics, scope, fresh);
    for (const finding of fresh) this.made.add(finding.findingId);
  }
}
