import { isInChangeWindow } from '@watchfloor/assets';
import type { DemoAsset } from '../../demo/world.ts';
import type { Actor } from '../actor.ts';
import type { SimLine } from '../line.ts';
import type { Place } from '../place.ts';
import { Random } from '../random.ts';
import { modbusExchange } from '../zeek/modbus.ts';
import { conn, openConnection, type Connection } from '../zeek/records.ts';

const CONNECTION_MS = 10 * 60_000;
/** Odds of one poll: the controller is busy and refuses; the master's station restarts. */
const BUSY = 1 / 600;
const RESTART = 1 / 4000;
/** Odds that an authorised master changes a setpoint at a poll inside the change window. */
const SETPOINT = 1 / 30;

export interface PollPlan {
  readonly master: string;
  readonly target: string;
  readonly everyMs: number;
  readonly unit?: number;
  readonly func?: 'READ_HOLDING_REGISTERS' | 'READ_INPUT_REGISTERS' | 'READ_COILS';
  readonly address?: number;
  readonly quantity?: number;
}

/** A master that reads a block of a controller at a fixed rate over one long connection, as SCADA systems do. Writes only inside the site's change window. */
export class ModbusPoller implements Actor {
  private readonly place: Place;
  private readonly plan: PollPlan;
  private readonly random: Random;
  private readonly master: DemoAsset;
  private readonly target: DemoAsset;
  private readonly mayWrite: boolean;
  private connection: Connection | undefined;
  private exchanges = 0;
  private tid: number;

  constructor(place: Place, seed: string, plan: PollPlan) {
    this.place = place;
    this.plan = plan;
    this.random = new Random(seed, `${place.place.site.id} ${plan.master} ${plan.target} ${plan.func ?? ''}`);
    this.master = place.asset(plan.master);
    this.target = place.asset(plan.target);
    this.mayWrite = place.place.masters.some((row) => row.masterAssetId === this.master.id && row.targetAssetId === this.target.id);
    this.tid = this.random.between(0, 65_535);
  }

  wait(): number {
    return this.plan.everyMs + this.random.between(-20, 20);
  }

  act(atMs: number): SimLine[] {
    const lines: SimLine[] = [];
    const restart = this.random.chance(RESTART);
    if (this.connection !== undefined && (restart || atMs - this.connection.startMs > CONNECTION_MS)) {
      const bytes = this.exchanges * 12;
      lines.push(conn(this.place, this.random, this.connection, atMs, { service: 'modbus', state: restart ? 'RSTO' : 'SF', origBytes: bytes, respBytes: bytes * 3 }));
      this.connection = undefined;
    }
    if (restart) return lines; // the station is gone until the next poll
    // The first connection of a run is already some time old, so that not all of them end together.
    this.connection ??= openConnection(this.random, this.master, this.target, 502, 'tcp', this.exchanges === 0 ? atMs - this.random.between(0, CONNECTION_MS) : atMs);
    this.exchanges++;
    lines.push(...this.exchange(this.connection, atMs));
    return lines;
  }

  private exchange(connection: Connection, atMs: number): SimLine[] {
    this.tid = (this.tid + 1) % 65_536;
    const { unit = 1, func = 'READ_HOLDING_REGISTERS', address = 0, quantity = 8 } = this.plan;
    const { windows, site } = this.place.place;
    if (this.mayWrite && isInChangeWindow(windows, site.timeZone, atMs) && this.random.chance(SETPOINT)) {
      const value = this.random.between(300, 700);
      return modbusExchange(this.place, this.random, connection, atMs, { tid: this.tid, unit, func: 'WRITE_SINGLE_REGISTER', address: 40, quantity: 1, requestValues: [value], responseValues: [value], delayMs: 6 });
    }
    const busy = this.random.chance(BUSY);
    return modbusExchange(this.place, this.random, connection, atMs, {
      tid: this.tid, unit, func, address, quantity, delayMs: busy ? this.random.between(250, 900) : this.random.between(2, 14),
      ...(busy ? { exception: 'SLAVE_DEVICE_BUSY' } : { responseValues: Array.from({ length: quantity }, (_, i) => this.reading(atMs, address + i)) }),
    });
  }

  /** A plausible process value: a level that swings through the day, with a little noise. */
  private reading(atMs: number, address: number): number {
    if (this.plan.func === 'READ_COILS') return (address * 7) % 3 === 0 ? 1 : 0;
    const swing = Math.sin(atMs / 3_600_000 + address);
    return Math.max(0, Math.round(500 + 80 * (address % 5) + 120 * swing + this.random.between(-3, 3)));
  }
}
