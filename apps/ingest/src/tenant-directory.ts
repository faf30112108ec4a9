import { buildTenantFacts, type AssetFact, type TenantFacts, type ZoneFact } from '@watchfloor/assets';
import type { TenantScope } from '@watchfloor/core';
import { serviceScope } from '@watchfloor/identity';
import {
  findTenant, listAssets, listAuthorisedMasters, listChangeWindows, listConduits, listSensors, listSites, listTenantDirectory, listZones, withTenant, type Postgres, type Sensor,
} from '@watchfloor/postgres';

/** What the pipeline knows of one tenant. */
export interface KnownTenant {
  readonly scope: TenantScope;
  readonly facts: TenantFacts;
  readonly sensors: ReadonlyMap<string, Sensor>;
  readonly retentionDays: number;
}

/** Tenants, their facts and their sensors in memory, read again every few seconds from PostgreSQL, tenant by tenant. */
export class TenantDirectory {
  private readonly db: Postgres;
  private tenants = new Map<string, KnownTenant>();
  private addresses = new Map<string, Sensor | 'ambiguous'>();
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
    this.indexAddresses();
    this.loaded = true;
  }

  /** The tenant; one that was created since the last read is read now. */
  async tenant(tenantId: string): Promise<KnownTenant | undefined> {
    const known = this.tenants.get(tenantId);
    if (known) return known;
    const loaded = await this.load(tenantId);
    if (loaded) this.tenants.set(tenantId, loaded);
    return loaded;
  }

  /** The sensor by id, if its tenant is known. */
  sensor(tenantId: string, sensorId: string): Sensor | undefined {
    return this.tenants.get(tenantId)?.sensors.get(sensorId);
  }

  /** The sensor that is allowed to send plain syslog from an address; undefined when none is, or several are. */
  sensorAt(address: string): Sensor | undefined {
    const found = this.addresses.get(plainAddress(address));
    return found === 'ambiguous' ? undefined : found;
  }

  private indexAddresses(): void {
    const addresses = new Map<string, Sensor | 'ambiguous'>();
    for (const { sensors } of this.tenants.values()) {
      for (const sensor of sensors.values()) {
        if (sensor.disabledAt !== null) continue;
        for (const address of sensor.syslogAddresses) addresses.set(plainAddress(address), addresses.has(plainAddress(address)) ? 'ambiguous' : sensor);
      }
    }
    this.addresses = addresses;
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
      return { scope, facts, sensors, retentionDays: tenant.retentionDays };
    });
  }
}

/** An address as it is compared: an IPv4 address that came through an IPv6 socket without its prefix. */
function plainAddress(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}

