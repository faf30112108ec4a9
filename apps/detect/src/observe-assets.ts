import { inferDevice, isHostAddress, type TenantFacts } from '@watchfloor/assets';
import type { TenantScope } from '@watchfloor/core';
import { deterministicId } from '@watchfloor/core/ids';
import { detections, findingOf, NO_ID, type AddressObservation, type Finding } from '@watchfloor/detections';
import { serviceScope } from '@watchfloor/identity';
import { listObservedAssets, listTenantDirectory, upsertObservedAsset, withTenant, type ObservedAssetRow } from '@watchfloor/postgres';
import type { Logger } from 'pino';
import { observeAddresses } from './address-observations.ts';
import type { Metrics } from './metrics.ts';
import { storeFindings } from './store-findings.ts';
import { SERVICE, type Stores } from './stores.ts';
import { readTenantFacts } from './tenant-facts.ts';

/** Events are stored late, so every look goes back further than the pause between looks. */
const LOOK_BACK_MS = 15 * 60_000;
const WRITTEN_A_ROUND = 500;
const SEEN_AGAIN_MS = 60_000;

/** Keeps `observed_assets` (addresses in zones that belong to no registered asset) and makes the new-device findings. */
export class ObserveAssets {
  private readonly stores: Stores;
  private readonly metrics: Metrics;
  private readonly log: Logger;

  constructor(stores: Stores, metrics: Metrics, log: Logger) {
    this.stores = stores;
    this.metrics = metrics;
    this.log = log;
  }

  /** One look at every tenant. A tenant that fails is logged and looked at again next time. */
  async cycle(): Promise<void> {
    for (const { id } of await listTenantDirectory(this.stores.postgres)) {
      await this.observe(serviceScope(SERVICE, [id]), id).catch((error: unknown) => {
        this.metrics.failures.inc({ loop: 'assets' });
        this.log.warn({ tenant: id, err: error }, 'observed addresses could not be looked at');
      });
    }
  }

  private async observe(scope: TenantScope, tenantId: string): Promise<void> {
    const facts = await readTenantFacts(this.stores.postgres, scope);
    const wanted = (row: { siteId: string; ip: string; mac: string }): boolean =>
      isHostAddress(row.ip) && facts.zoneAt(row.siteId, row.ip) !== undefined && facts.assetAt(row.siteId, row.ip, row.mac) === undefined;
    const observations = await observeAddresses(this.stores, scope, this.stores.now() - LOOK_BACK_MS, wanted);
    const devices = observations.filter((seen) => seen.spoke || seen.serves.length > 0);
    if (devices.length === 0) return;
    const known = await withTenant(this.stores.postgres, scope, (tx) => listObservedAssets(scope, tx, { tenantId }));
    const byAddress = new Map(known.map((row) => [`${row.siteId} ${row.ip}`, row]));
    const changed = devices.filter((seen) => isNews(byAddress.get(`${seen.siteId} ${seen.ip}`), seen)).slice(0, WRITTEN_A_ROUND);
    const fresh = changed.filter((seen) => !byAddress.has(`${seen.siteId} ${seen.ip}`));
    // Findings first: a crash before the assets are written repeats both with the same ids.
    await storeFindings(this.stores, this.metrics, scope, fresh.flatMap((seen) => findingsAbout(tenantId, seen, facts)));
    await withTenant(this.stores.postgres, scope, async (tx) => {
      for (const seen of changed) await upsertObservedAsset(scope, tx, assetOf(tenantId, seen, facts));
    });
  }
}

function isNews(known: ObservedAssetRow | undefined, seen: AddressObservation): boolean {
  return known === undefined || seen.lastSeenUs / 1000 - known.lastSeen.getTime() >= SEEN_AGAIN_MS;
}

function findingsAbout(tenantId: string, seen: AddressObservation, facts: TenantFacts): Finding[] {
  return detections.flatMap((detection) => {
    if (detection.kind !== 'query' || detection.observes !== 'address') return [];
    const match = detection.decide(seen, facts);
    const source = { tenantId, detectionId: detection.id, detectionVersion: detection.version, kind: 'query' as const, siteId: seen.siteId, sensorId: NO_ID };
    return match === undefined ? [] : [findingOf({ ...source, timeUs: seen.firstSeenUs, srcIp: seen.ip, dstIp: '', eventIds: [seen.sampleEventId] }, match)];
  });
}

function assetOf(tenantId: string, seen: AddressObservation, facts: TenantFacts): Parameters<typeof upsertObservedAsset>[2] {
  const zone = facts.zoneAt(seen.siteId, seen.ip);
  const device = inferDevice({ zone, serves: seen.serves, uses: seen.uses });
  return {
    tenantId,
    id: deterministicId('asset', tenantId, seen.siteId, seen.ip),
    siteId: seen.siteId,
    zoneId: zone?.id ?? null,
    ip: seen.ip,
    mac: seen.mac === '' ? null : seen.mac,
    deviceClass: device.deviceClass,
    purdueLevel: device.purdueLevel ?? null,
    evidence: { confidence: device.confidence, because: [...device.evidence], serves: [...seen.serves], uses: [...seen.uses], events: seen.events },
    firstSeen: new Date(Math.floor(seen.firstSeenUs / 1000)),
    lastSeen: new Date(Math.floor(seen.lastSeenUs / 1000)),
  };
}
