import { buildTenantFacts, isHostAddress, type TenantFacts } from '@watchfloor/assets';
import { createMatcher, detections, enrichEvent, loadOcsfRules, sigmaFiles, type Finding } from '@watchfloor/detections';
import { endpointsOf } from '@watchfloor/ocsf';
import { lostColumns, openColumns, openSource, type LineParser } from '@watchfloor/parsers';
import { DEMO_WORLD, type DemoSensor } from '../../demo/world.ts';
import type { SimLine } from '../line.ts';

interface Station {
  readonly sensor: DemoSensor;
  readonly facts: TenantFacts;
  readonly parser: LineParser;
}

/** What the product makes of simulated lines: the real parsers, directory and detections, in one process. */
export class Watch {
  readonly findings: Finding[] = [];
  readonly unparsed: string[] = [];
  readonly lost: string[] = [];
  /** Addresses of hosts in zones up to level 3.5 that no asset has. */
  readonly strangers = new Set<string>();
  events = 0;
  private readonly stations = new Map<string, Station>();
  private readonly matcher = createMatcher({ detections, sigmaRules: loadOcsfRules(sigmaFiles).rules, onError: (_id, error) => { throw error; } });

  constructor() {
    for (const tenant of DEMO_WORLD) {
      const facts = buildTenantFacts({ tenantId: tenant.id, sites: tenant.sites, zones: tenant.zones, conduits: tenant.conduits, assets: tenant.assets, authorisedMasters: tenant.authorisedMasters, changeWindows: tenant.changeWindows });
      for (const sensor of tenant.sensors) this.stations.set(sensor.id, { sensor, facts, parser: openSource(sensor.source, { now: 0 }) });
    }
  }

  see(lines: readonly SimLine[]): void {
    for (const line of lines) this.seeLine(line);
  }

  private seeLine(line: SimLine): void {
    const station = this.stations.get(line.sensorId);
    const parsed = station?.parser.parse(line.text);
    if (station === undefined || parsed?.ok !== true) {
      this.unparsed.push(line.text);
      return;
    }
    this.events++;
    this.lost.push(...lostColumns(openColumns().columns(line.text) ?? {}, parsed.event));
    const { sensor, facts } = station;
    const event = enrichEvent({ tenantId: facts.tenantId, siteId: sensor.siteId, sensorId: sensor.id, eventId: String(this.events), timeUs: parsed.timeUs, ocsf: parsed.event }, facts);
    this.findings.push(...this.matcher.matchEvent(event, facts));
    for (const endpoint of Object.values(endpointsOf(parsed.event))) {
      const ip = endpoint?.ip;
      if (ip === undefined || !isHostAddress(ip)) continue;
      const level = facts.zoneAt(sensor.siteId, ip)?.purdueLevel;
      if (level !== undefined && level <= 3.5 && facts.assetAt(sensor.siteId, ip, endpoint?.mac) === undefined) this.strangers.add(ip);
    }
  }
}
