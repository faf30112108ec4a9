import type { Actor } from '../actor.ts';
import type { SimLine } from '../line.ts';
import type { Place } from '../place.ts';
import { Random } from '../random.ts';
import { conn, openConnection, ssl } from '../zeek/records.ts';

export interface SteadyPlan {
  readonly from: string;
  readonly to: string;
  readonly service: 'ssl' | 'ntp';
  readonly everyMs: number;
}

/** A machine that speaks to another one by TLS or NTP at its own pace, day and night. */
export class SteadyTalker implements Actor {
  private readonly place: Place;
  private readonly plan: SteadyPlan;
  private readonly random: Random;

  constructor(place: Place, seed: string, plan: SteadyPlan) {
    this.place = place;
    this.plan = plan;
    this.random = new Random(seed, `${place.place.site.id} ${plan.from} ${plan.to} ${plan.service}`);
  }

  wait(): number {
    return Math.round(this.plan.everyMs * (0.9 + 0.2 * this.random.next()));
  }

  act(atMs: number): SimLine[] {
    const { service } = this.plan;
    const from = this.place.asset(this.plan.from);
    const to = this.place.asset(this.plan.to);
    const connection = openConnection(this.random, from, to, service === 'ntp' ? 123 : 443, service === 'ntp' ? 'udp' : 'tcp', atMs);
    if (service === 'ntp') return [conn(this.place, this.random, connection, atMs + 2, { service, origBytes: 48, respBytes: 48 })];
    const endMs = atMs + this.random.between(80, 900);
    return [
      ssl(this.place, this.random, connection, atMs + 20, to.name.toLowerCase()),
      conn(this.place, this.random, connection, endMs, { service, origBytes: this.random.between(900, 9_000), respBytes: this.random.between(600, 4_000) }),
    ];
  }
}
