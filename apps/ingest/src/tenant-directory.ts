import { buildTenantFacts, type AssetFact, type TenantFacts, type ZoneFact } from '@watchfloor/assets';
import type { TenantScope } from '@watchfloor/core';
import { serviceScope } from '@watchfloor/identity';
import {
  findTenant, listAssets, listAuthorisedMasters, listChangeWindows, listConduits, listSensorCertificates, listSensors, listSites, listTenantDirectory, listZones, withTenant, type Postgres, type Sensor,
} from '@watchfloor/postgres';
import { SensorIndex } from './sensor-index.ts';

/** What the pipeline knows of one tenant. */
export interface KnownTenant {
  readonly scope: TenantScope;
  readonly facts: TenantFacts;
  readonly sensors: ReadonlyMap<string, Sensor>;
  /** Sensor id by SHA-256 of its client certificate. */
  readonly certificates: ReadonlyMap<string, string>;
  readonly retentionDays: number;
  /** The tenant's own quotas; null: what is configured. */
  readonly eventsPerSecond: number | null;
  readonly bytesPerSecond: number | null;
}

/** Tenants, their facts and their sensors in memory, read again every few seconds from PostgreSQL, tenant by tenant. */
export class TenantDirectory {
  private readonly db: Postgres;
  private tenants = new Map<string, KnownTenant>();
  private index = new SensorIndex([]);
  private readAtMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private loaded = false;
  private readonly onError: (error: unknown) => void;

  constructor(db: Postgres, onError: (error: unknown) => void) {
    this.db = db;
    this.onError = onError;
  }

  /** True once every tenant has been read. */
  get ready(): boolean {
    return this.loaded;
  }

  /** Reads now and then every `intervalMs` after the last read ended. A read that fails is reported and the last good state kept. */
  start(intervalMs: number): void {
    const again = (): void => {
      this.refresh().catch(this.onError).finally(() => {
        if (this.timer !== undefined) this.timer = setTimeout(again, intervalMs);
      });
    };
    this.timer = setTimeout(again, 0);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Reads every tenant. A tenant that cannot be read keeps its last state. */
  async refresh(): Promise<void> {
    const rows = await listTenantDirectory(this.db);
    const fresh = new Map<string, KnownTenant>();
    for (const { id } of rows) {
      const known = await this.load(id).catch((error: unknown) => {
        this.onError(error);
        return this.tenants.get(id);
      });
      if (known) fresh.set(id, known);
    }
    this.tenants = fresh;
    this.index = new SensorIndex(fresh.values());
    this.loaded = true;
    this.readAtMs = Date.now();
  }

  /** The tenant; one that was created since the last read is read now. */
  async tenant(tenantId: string): Promise<KnownTenant | undefined> {
    const known = this.tenants.get(tenantId);
    if (known) return known;
    return this.reload(tenantId);
  }

  /** Reads one tenant now: something about it is newer than the last read. */
  async reload(tenantId: string): Promise<KnownTenant | undefined> {
    const loaded = await this.load(tenantId);
    if (!loaded) return undefined;
    this.tenants.set(tenantId, loaded);
    this.index.add(loaded);
    return loaded;
  }

  /** Milliseconds since every tenant was last read. */
  ageMs(nowMs: number): number {
    return this.loaded ? nowMs - this.readAtMs : 0;
  }

  /** The sensor with this SHA-256 of a key, enabled or not. */
  sensorWithKey(keyHash: string): Sensor | undefined {
    return this.index.keys.get(keyHash);
  }

  /** The sensor with this SHA-256 of a client certificate, enabled or not. */
  sensorWithCertificate(sha256: string): Sensor | undefined {
    return this.index.certificates.get(sha256);
  }

  /** The tenant as it was last read. */
  known(tenantId: string): KnownTenant | undefined {
    return this.tenants.get(tenantId);
  }

  /** The sensor by id, if its tenant is known. */
  sensor(tenantId: string, sensorId: string): Sensor | undefined {
    return this.tenants.get(tenantId)?.sensors.get(sensorId);
  }

  /** The sensor that is allowed to send plain syslog from an address; undefined when none is, or several are. */
  sensorAt(address: string): Sensor | undefined {
    return this.index.at(address);
  }

  private async load(tenantId: string): Promise<KnownTenant | undefined> {
    const scope = serviceScope('ingest', [tenantId]);
    return withTenant(this.db, scope, async (tx) => {
      const tenant = await findTenant(scope, tx, tenantId);
      if (!tenant) return undefined;
      const facts = buildTenantFacts({
        tenantId,
        sites: await listSites(scope, tx),
        zones: (await listZones(scope, tx)) as unknown as ZoneFact[],
        conduits: await listConduits(scope, tx),
        assets: (await listAssets(scope, tx)) as unknown as AssetFact[],
        authorisedMasters: await listAuthorisedMasters(scope, tx),
        changeWindows: await listChangeWindows(scope, tx),
      });
      const sensors = new Map((await listSensors(scope, tx)).map((sensor) => [sensor.id, sensor]));
      const certificates = new Map((await listSensorCertificates(scope, tx)).map((certificate) => [certificate.sha256, certificate.sensorId]));
      return { scope, facts, sensors, certificates, retentionDays: tenant.retentionDays, eventsPerSecond: tenant.eventsPerSecond, bytesPerSecond: tenant.bytesPerSecond };
    });
  }
}
