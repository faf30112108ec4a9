import { readFileSync } from 'node:fs';
import { DEMO_WORLD } from '../demo/world.ts';
import type { SimLine } from './line.ts';
import { HttpSender } from './senders/http-sender.ts';
import type { Sender } from './senders/sender.ts';
import { SyslogSender } from './senders/syslog-sender.ts';

export interface OutletOptions {
  /** endpoints.json of a running Watchfloor: `ingestHttp`, `syslogTcp`. */
  readonly endpoints: string;
  /** JSON file with the sensor keys: `{ [sensorId]: key }`, or an object that has it as `sensorKeys`. */
  readonly keys: string;
  readonly journal?: string;
}

/** The senders of all demo sensors. */
export class Outlet {
  private readonly senders: ReadonlyMap<string, Sender>;

  constructor(senders: ReadonlyMap<string, Sender>) {
    this.senders = senders;
  }

  /** Hands each line to its sensor's sender. */
  send(lines: readonly SimLine[]): void {
    for (const [sensorId, own] of Map.groupBy(lines, (line) => line.sensorId)) this.senders.get(sensorId)?.send(own);
  }

  /** Sensor name → totals. */
  report(): Record<string, Sender['totals']> {
    return Object.fromEntries(DEMO_WORLD.flatMap((tenant) => tenant.sensors).flatMap((sensor) => {
      const sender = this.senders.get(sensor.id);
      return sender === undefined ? [] : [[sensor.name, { ...sender.totals }] as const];
    }));
  }

  /** Waits until everything is sent, at most `timeoutMs`, then closes. */
  async close(timeoutMs: number): Promise<void> {
    const senders = [...this.senders.values()];
    await Promise.all(senders.map((sender) => sender.drain(timeoutMs)));
    for (const sender of senders) sender.close();
  }
}

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

/** Opens a sender for each demo sensor by its own transport. Throws when an endpoint or a key is missing. */
export function openOutlet(options: OutletOptions): Outlet {
  const endpoints = readJson(options.endpoints);
  const file = readJson(options.keys);
  const keys = (file['sensorKeys'] ?? file) as Record<string, unknown>;
  const senders = new Map<string, Sender>();
  for (const sensor of DEMO_WORLD.flatMap((tenant) => tenant.sensors)) {
    const key = keys[sensor.id];
    if (typeof key !== 'string') throw new Error(`${options.keys} has no key for sensor ${sensor.name} (${sensor.id})`);
    if (sensor.transport === 'syslog') {
      const url = new URL(String(endpoints['syslogTcp']));
      senders.set(sensor.id, new SyslogSender({ host: url.hostname, port: Number(url.port), key, hostname: sensor.name }));
    } else {
      senders.set(sensor.id, new HttpSender({ url: String(endpoints['ingestHttp']), key, source: sensor.source, ...(options.journal === undefined ? {} : { journal: options.journal }) }));
    }
  }
  return new Outlet(senders);
}
