import type { Actor } from '../actor.ts';
import type { SimLine } from '../line.ts';
import { diurnal, localHour } from '../local-day.ts';
import type { Place } from '../place.ts';
import { Random } from '../random.ts';
import { conn, dns, http, notice, openConnection, ssl, weird, type Host } from '../zeek/records.ts';

// Names of RFC 2606 and addresses of RFC 5737: nobody's hosts.
const SITES: readonly (readonly [name: string, ip: string])[] = [
  ['mail.example.com', '192.0.2.25'], ['news.example.net', '198.51.100.80'], ['maps.example.org', '203.0.113.44'], ['updates.example.com', '192.0.2.90'], ['weather.example.net', '198.51.100.12'],
];
const TYPOS = ['wpad.aqua.example', 'intranett.aqua.example', 'printer-7.aqua.example', 'maisl.example.com'];
const PAGES = ['/', '/shifts', '/forms/holiday', '/status?view=plants', '/css/site.css'];

export interface OfficePlan {
  readonly worker: string;
  readonly resolver: string;
  readonly fileServer: string;
  readonly intranet?: string;
  readonly everyMs: number;
}

/** A person at an office workstation: DNS, web, TLS, file shares; busier by day. Oddities: unknown names, a bad certificate, a stray packet. */
export class OfficeWorker implements Actor {
  private readonly place: Place;
  private readonly plan: OfficePlan;
  private readonly random: Random;

  constructor(place: Place, seed: string, plan: OfficePlan) {
    this.place = place;
    this.plan = plan;
    this.random = new Random(seed, `${place.place.site.id} ${plan.worker}`);
  }

  wait(atMs: number): number {
    return Math.round((this.plan.everyMs * (0.4 + 1.2 * this.random.next())) / diurnal(localHour(this.place.place.site.timeZone, atMs)));
  }

  act(atMs: number): SimLine[] {
    const turn = this.random.next();
    if (turn < 0.08) return this.lookUp(atMs, this.random.pick(TYPOS), undefined);
    if (turn < 0.6) return this.browse(atMs);
    if (turn < 0.85 && this.plan.intranet !== undefined) return this.readIntranet(atMs, this.place.asset(this.plan.intranet));
    return this.openFile(atMs);
  }

  private lookUp(atMs: number, name: string, ip: string | undefined): SimLine[] {
    const connection = openConnection(this.random, this.place.asset(this.plan.worker), this.place.asset(this.plan.resolver), 53, 'udp', atMs);
    return [
      dns(this.place, this.random, connection, atMs, name, ip === undefined ? [] : [ip]),
      conn(this.place, this.random, connection, atMs + 4, { service: 'dns', origBytes: 30 + name.length, respBytes: 60 + name.length }),
    ];
  }

  private browse(atMs: number): SimLine[] {
    const [name, ip] = this.random.pick(SITES);
    const connection = openConnection(this.random, this.place.asset(this.plan.worker), { ip }, 443, 'tcp', atMs + 12);
    const lines = [
      ...this.lookUp(atMs, name, ip),
      ssl(this.place, this.random, connection, atMs + 40, name),
      conn(this.place, this.random, connection, atMs + this.random.between(300, 8_000), { service: 'ssl', origBytes: this.random.between(700, 12_000), respBytes: this.random.between(3_000, 900_000) }),
    ];
    if (this.random.chance(0.01)) lines.push(weird(this.place, this.random, connection, atMs + 200, 'data_before_established'));
    return lines;
  }

  private readIntranet(atMs: number, server: Host): SimLine[] {
    const connection = openConnection(this.random, this.place.asset(this.plan.worker), server, 80, 'tcp', atMs);
    const lines = [
      http(this.place, this.random, connection, atMs + 6, { host: 'intra.aqua.example', uri: this.random.pick(PAGES), status: this.random.chance(0.03) ? [404, 'Not Found'] : [200, 'OK'] }),
      conn(this.place, this.random, connection, atMs + 400, { service: 'http', origBytes: 420, respBytes: this.random.between(600, 40_000) }),
    ];
    if (this.random.chance(0.02)) lines.push(notice(this.place, this.random, connection, atMs + 500, 'SSL::Certificate_Expires_Soon', 'Certificate CN=intra.aqua.example is going to expire soon'));
    return lines;
  }

  private openFile(atMs: number): SimLine[] {
    const connection = openConnection(this.random, this.place.asset(this.plan.worker), this.place.asset(this.plan.fileServer), 445, 'tcp', atMs);
    return [conn(this.place, this.random, connection, atMs + this.random.between(50, 4_000), { service: 'smb', origBytes: this.random.between(2_000, 90_000), respBytes: this.random.between(2_000, 400_000) })];
  }
}
