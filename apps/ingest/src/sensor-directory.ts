import { Refused, type TenantScope } from '@watchfloor/core';
import { sha256Hex } from '@watchfloor/core/ids';
import { authenticateSensor, sensorScope } from '@watchfloor/identity';
import type { Postgres, Sensor } from '@watchfloor/postgres';
import type { KnownTenant, TenantDirectory } from './tenant-directory.ts';

/** A sensor that has proved who it is. Its tenant is this one, whatever a payload says. */
export interface SensorIdentity {
  readonly sensor: Sensor;
  readonly scope: TenantScope;
  readonly tenant: KnownTenant;
  /** IANA zone of the sensor's site. */
  readonly timeZone: string;
}

interface Cached {
  readonly identity: SensorIdentity | undefined;
  readonly at: number;
}

const KNOWN_MS = 15_000;
const UNKNOWN_MS = 5_000;
/** How long a key that was known stays good while PostgreSQL does not answer. */
const STALE_MS = 600_000;
const MOST = 10_000;

/** Sensors by key (cached by its hash, never the key) and by allow-listed address. */
export class SensorDirectory {
  private readonly db: Postgres;
  private readonly tenants: TenantDirectory;
  private readonly cache = new Map<string, Cached>();
  private readonly asking = new Map<string, Promise<SensorIdentity | undefined>>();

  constructor(db: Postgres, tenants: TenantDirectory) {
    this.db = db;
    this.tenants = tenants;
  }

  /** The sensor of an `Authorization: Bearer wfs_…` header. Throws Refused UNAUTHENTICATED, or UNAVAILABLE when PostgreSQL does not answer. */
  async byBearer(bearer: string | undefined, nowMs: number): Promise<SensorIdentity> {
    const hash = sha256Hex(bearer ?? '');
    const cached = this.cache.get(hash);
    if (cached && nowMs - cached.at < (cached.identity ? KNOWN_MS : UNKNOWN_MS)) return known(cached.identity);
    // One question at a time per key, however many of its lines arrive together.
    let asked = this.asking.get(hash);
    if (!asked) {
      asked = this.ask(bearer, hash, nowMs).finally(() => this.asking.delete(hash));
      this.asking.set(hash, asked);
    }
    try {
      return known(await asked);
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (cached?.identity && nowMs - cached.at < STALE_MS) return cached.identity;
      throw new Refused('UNAVAILABLE', 'sensor keys cannot be checked now: send again later', 2);
    }
  }

  /** The sensor with this key (without `Bearer`). Throws as `byBearer` does. */
  byKey(key: string, nowMs: number): Promise<SensorIdentity> {
    return this.byBearer(`Bearer ${key}`, nowMs);
  }

  /** The sensor that an address stands for, if one is allow-listed. */
  async byAddress(address: string): Promise<SensorIdentity | undefined> {
    const sensor = this.tenants.sensorAt(address);
    return sensor && this.identify(sensor, sensorScope(sensor));
  }

  /** A sensor that proved who it was when its line was spooled. */
  async byId(tenantId: string, sensorId: string): Promise<SensorIdentity | undefined> {
    await this.tenants.tenant(tenantId);
    const sensor = this.tenants.sensor(tenantId, sensorId);
    return sensor && this.identify(sensor, sensorScope(sensor));
  }

  /** Asks PostgreSQL; undefined for a key that is no enabled sensor's. */
  private async ask(bearer: string | undefined, hash: string, nowMs: number): Promise<SensorIdentity | undefined> {
    const found = await authenticateSensor(this.db, bearer).catch((error: unknown) => {
      if (error instanceof Refused) return undefined;
      throw error;
    });
    const identity = found && (await this.identify(found.sensor, found.scope));
    this.remember(hash, { identity, at: nowMs });
    return identity;
  }

  private async identify(sensor: Sensor, scope: TenantScope): Promise<SensorIdentity> {
    const tenant = await this.tenants.tenant(sensor.tenantId);
    if (!tenant) throw new Refused('UNAUTHENTICATED', 'the customer of this sensor is gone');
    return { sensor, scope, tenant, timeZone: tenant.facts.sites.get(sensor.siteId)?.timeZone ?? 'UTC' };
  }

  private remember(hash: string, entry: Cached): void {
    this.cache.delete(hash);
    this.cache.set(hash, entry);
    const [oldest] = this.cache.keys();
    if (this.cache.size > MOST && oldest !== undefined) this.cache.delete(oldest);
  }
}

function known(identity: SensorIdentity | undefined): SensorIdentity {
  if (!identity) throw new Refused('UNAUTHENTICATED', 'send the header "Authorization: Bearer <sensor key>" with the key of an enabled sensor');
  return identity;
}
