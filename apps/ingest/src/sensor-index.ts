import type { Sensor } from '@watchfloor/postgres';

interface Sensors {
  readonly sensors: ReadonlyMap<string, Sensor>;
  readonly certificates: ReadonlyMap<string, string>;
}

/** The sensors of all tenants by what identifies them. */
export class SensorIndex {
  readonly keys = new Map<string, Sensor>();
  readonly certificates = new Map<string, Sensor>();
  private readonly addresses = new Map<string, Sensor | 'ambiguous'>();

  constructor(tenants: Iterable<Sensors>) {
    for (const tenant of tenants) this.add(tenant);
  }

  add({ sensors, certificates }: Sensors): void {
    for (const sensor of sensors.values()) {
      this.keys.set(sensor.keyHash, sensor);
      if (sensor.disabledAt === null) for (const address of sensor.syslogAddresses) this.addAddress(plainAddress(address), sensor);
    }
    for (const [sha256, sensorId] of certificates) {
      const sensor = sensors.get(sensorId);
      if (sensor) this.certificates.set(sha256, sensor);
    }
  }

  /** The one sensor that an address stands for; undefined when none does, or several do. */
  at(address: string): Sensor | undefined {
    const found = this.addresses.get(plainAddress(address));
    return found === 'ambiguous' ? undefined : found;
  }

  private addAddress(address: string, sensor: Sensor): void {
    const known = this.addresses.get(address);
    this.addresses.set(address, known === undefined || (known !== 'ambiguous' && known.id === sensor.id) ? sensor : 'ambiguous');
  }
}

/** An address as it is compared: an IPv4 address that came through an IPv6 socket without its prefix. */
function plainAddress(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}
