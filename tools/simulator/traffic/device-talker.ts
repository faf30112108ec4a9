import type { Actor } from '../actor.ts';
import type { SimLine } from '../line.ts';
import { diurnal, localHour } from '../local-day.ts';
import type { Place } from '../place.ts';
import { Random } from '../random.ts';
import { alert, dnsAnswer, flowEnded, openFlow, tlsHandshake } from '../suricata/records.ts';

const NOISE = [
  { sid: 2210054, signature: 'SURICATA STREAM excessive retransmissions', severity: 3 },
  { sid: 2221010, signature: 'SURICATA HTTP unable to match response to request', severity: 3 },
  { sid: 2200074, signature: 'SURICATA TCPv4 invalid checksum', severity: 3 },
] as const;

export interface DevicePlan {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly proto: 'TCP' | 'UDP';
  /** As Suricata's app_proto; 'failed' where it knows none. */
  readonly app: 'tls' | 'dns' | 'failed';
  readonly everyMs: number;
  readonly bytes: readonly [number, number];
  /** True for what follows people's hours. */
  readonly byDay?: boolean;
}

/** A hospital device that reports to its server, as Suricata sees it: flows, handshakes, look-ups and the usual noise alerts. */
export class DeviceTalker implements Actor {
  private readonly place: Place;
  private readonly plan: DevicePlan;
  private readonly random: Random;

  constructor(place: Place, seed: string, plan: DevicePlan) {
    this.place = place;
    this.plan = plan;
    this.random = new Random(seed, `${place.place.site.id} ${plan.from} ${plan.to} ${String(plan.port)}`);
  }

  wait(atMs: number): number {
    const busy = this.plan.byDay === true ? diurnal(localHour(this.place.place.site.timeZone, atMs)) : 1;
    return Math.round((this.plan.everyMs * (0.85 + 0.3 * this.random.next())) / busy);
  }

  act(atMs: number): SimLine[] {
    const { plan, place, random } = this;
    const flow = openFlow(random, place.asset(plan.from), place.asset(plan.to), plan.port, plan.proto, atMs);
    const [toServer, toClient] = plan.bytes;
    const scale = 0.7 + 0.6 * random.next();
    const lines = [flowEnded(place, random, flow, atMs + random.between(100, 2_500), plan.app, [Math.round(toServer * scale), Math.round(toClient * scale)])];
    if (plan.app === 'tls') lines.push(tlsHandshake(place, random, flow, atMs + 30, plan.to.toLowerCase()));
    if (plan.app === 'dns') lines.push(dnsAnswer(place, random, flow, atMs + 3, random.chance(0.05) ? 'ldap.st-elia.example' : 'hl7.st-elia.example', random.chance(0.05) ? undefined : place.asset('HL7-GATEWAY').ip));
    if (random.chance(0.004)) lines.push(alert(place, random, flow, atMs + 90, random.pick(NOISE)));
    return lines;
  }
}
