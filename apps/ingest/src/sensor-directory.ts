import { Refused, type TenantScope } from '@watchfloor/core';
import { certificateFingerprint, sensorKeyHash, sensorScope } from '@watchfloor/identity';
import { findSensorByCertificate, findSensorByKeyHash, type Postgres, type Sensor } from '@watchfloor/postgres';
import { LookupBudget } from './limits/lookup-budget.ts';
import type { KnownTenant, TenantDirectory } from './tenant-directory.ts';

/** A sensor that has proved who it is. Its tenant is this one, whatever a payload says. */
export interface SensorIdentity {
  readonly sensor: Sensor;
  readonly scope: TenantScope;
  readonly tenant: KnownTenant;
  /** IANA zone of the sensor's site. */
  readonly timeZone: string;
}

interface SensorName {
  readonly tenantId: string;
  readonly sensorId: string;
}

/** How long what was known stays good while PostgreSQL does not answer. */
const STALE_MS = 600_000;

/**
 * Sensors by key, by client certificate and by allow-listed address, from memory. Only a key or certificate that the directory's
 * last read (a few seconds ago) did not have is asked for in PostgreSQL, within a budget: guessed keys cost a hash each, whoever sends
 * them, and push nothing out of memory. Past the budget the answer is 'later', so that a sensor that was created just now is not turned away.
 */
export class SensorDirectory {
  private readonly db: Postgres;
  private readonly tenants: TenantDirectory;
  private readonly budget = new LookupBudget();
  private readonly asking = new Map<string, Promise<SensorName | null>>();

  constructor(db: Postgres, tenants: TenantDirectory) {
    this.db = db;
    this.tenants = tenants;
  }

  /** The sensor with this key (`wfs_…` alone). Throws Refused UNAUTHENTICATED, or UNAVAILABLE when PostgreSQL does not answer. */
  async byKey(rawKey: string, nowMs: number): Promise<SensorIdentity> {
    const hash = sensorKeyHash(rawKey);
    if (hash === undefined) throw unknownSensor();
    return this.resolve(`key:${hash}`, () => this.tenants.sensorWithKey(hash), nowMs, async () => {
      const sensor = await findSensorByKeyHash(this.db, hash);
      return sensor && { tenantId: sensor.tenantId, sensorId: sensor.id };
    });
  }

  /**
   * The sensor that a client certificate was registered for. The caller has verified that the peer holds its private key. `fingerprint`
   * is the SHA-256 of the certificate, as Node's `fingerprint256` or plain hex. Throws as `byKey` does.
   */
  async byCertificate(fingerprint: string, nowMs: number): Promise<SensorIdentity> {
    const sha256 = certificateFingerprint(fingerprint);
    return this.resolve(`certificate:${sha256}`, () => this.tenants.sensorWithCertificate(sha256), nowMs, () => findSensorByCertificate(this.db, sha256));
  }

  /** The sensor that an address stands for, if one is allow-listed. */
  async byAddress(address: string): Promise<SensorIdentity | undefined> {
    const sensor = this.tenants.sensorAt(address);
    return sensor && this.identify(sensor);
  }

  /** A sensor that proved who it was when its line was spooled. */
  async byId(tenantId: string, sensorId: string): Promise<SensorIdentity | undefined> {
    await this.tenants.tenant(tenantId);
    const sensor = this.tenants.sensor(tenantId, sensorId);
    return sensor && this.identify(sensor);
  }

  private async resolve(mark: string, look: () => Sensor | undefined, nowMs: number, ask: () => Promise<SensorName | null>): Promise<SensorIdentity> {
    const known = look();
    if (known) {
      if (known.disabledAt !== null) throw unknownSensor();
      if (this.tenants.ageMs(nowMs) > STALE_MS) throw new Refused('UNAVAILABLE', 'sensors cannot be checked now: send again later', 2);
      return this.identify(known);
    }
    const found = await this.askOnce(mark, nowMs, ask);
    if (!found) throw unknownSensor();
    await this.tenants.reload(found.tenantId);
    const sensor = this.tenants.sensor(found.tenantId, found.sensorId);
    if (!sensor || sensor.disabledAt !== null) throw unknownSensor();
    return this.identify(sensor);
  }

  /** One question at a time per key or certificate, however many of its lines arrive together. */
  private async askOnce(mark: string, nowMs: number, ask: () => Promise<SensorName | null>): Promise<SensorName | null> {
    if (this.budget.isUnknown(mark, nowMs)) return null;
    let asked = this.asking.get(mark);
    if (!asked) {
      if (!this.budget.take(nowMs)) throw new Refused('UNAVAILABLE', 'too many unknown keys are being tried: send again later', 4);
      asked = ask().finally(() => this.asking.delete(mark));
      this.asking.set(mark, asked);
    }
    const found = await asked.catch(() => {
      throw new Refused('UNAVAILABLE', 'sensors cannot be checked now: send again later', 2);
    });
    if (!found) this.budget.remember(mark, nowMs);
    return found;
  }

  private async identify(sensor: Sensor): Promise<SensorIdentity> {
    const tenant = await this.tenants.tenant(sensor.tenantId);
    if (!tenant) throw new Refused('UNAUTHENTICATED', 'the customer of this sensor is gone');
    return { sensor, scope: sensorScope(sensor), tenant, timeZone: tenant.facts.sites.get(sensor.siteId)?.timeZone ?? 'UTC' };
  }
}

function unknownSensor(): Refused {
  return new Refused('UNAUTHENTICATED', 'send the key of an enabled sensor (over HTTP: the header "Authorization: Bearer <sensor key>") or a registered client certificate');
}
