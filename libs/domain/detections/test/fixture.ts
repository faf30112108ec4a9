import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildTenantFacts, type TenantFactRows, type TenantFacts } from '@watchfloor/assets';
import { deterministicId } from '@watchfloor/core/ids';
import { endpointsOf } from '@watchfloor/ocsf';
import { openSource } from '@watchfloor/parsers';
import { enrichEvent, type AddressObservation, type EnrichedEvent, type Observation } from '../src/index.ts';

/** One sample of a detection: log lines, the facts they are read with, and the findings they must give (none when quiet). */
export interface Fixture {
  readonly about: string;
  /** Source and log of the lines; a line may be the line itself or the object of a JSON line. */
  readonly source?: string;
  readonly log?: string;
  readonly lines?: readonly (string | object)[];
  /** For detections over aggregates that are not made from lines. */
  readonly observations?: readonly Observation[];
  readonly expected?: readonly object[];
}

export const SITE = '0d3f0000-0000-8000-8000-00000000a001';
export const SENSOR = '0d3f0000-0000-8000-8000-00000000d001';

/** The water plant that all fixtures play in. */
export function waterPlant(): TenantFacts {
  return buildTenantFacts(JSON.parse(readFileSync(join(import.meta.dirname, 'facts/water-plant.json'), 'utf8')) as TenantFactRows);
}

/** The fixtures of one side ('fires' or 'quiet') of a detection's folder, by file name. */
export function fixturesIn(folder: string, side: 'fires' | 'quiet'): readonly (readonly [string, Fixture])[] {
  const path = join(folder, side);
  if (!existsSync(path)) return [];
  return readdirSync(path).filter((name) => name.endsWith('.json')).sort().map((name) => [basename(name, '.json'), JSON.parse(readFileSync(join(path, name), 'utf8')) as Fixture] as const);
}

/** The fixture's lines through the real parsers and enrichment. Throws when a line does not parse. */
export function eventsOf(fixture: Fixture, facts: TenantFacts): EnrichedEvent[] {
  const parser = openSource(fixture.source ?? 'auto', { ...(fixture.log === undefined ? {} : { log: fixture.log }), timeZone: 'Europe/Berlin', now: Date.UTC(2026, 10, 22) });
  return (fixture.lines ?? []).flatMap((line, at) => {
    const parsed = parser.parse(typeof line === 'string' ? line : JSON.stringify(line));
    if (parsed === undefined) return [];
    if (!parsed.ok) throw new Error(`line ${at + 1} does not parse: ${parsed.reason}`);
    const event = { tenantId: facts.tenantId, siteId: SITE, sensorId: SENSOR, eventId: deterministicId('event', SENSOR, 'fixture', at), timeUs: Number(parsed.timeUs), ocsf: parsed.event };
    return [enrichEvent(event, facts)];
  });
}

/** What the store's roll-ups say about the addresses of some events. */
export function addressesOf(events: readonly EnrichedEvent[]): AddressObservation[] {
  const seen = new Map<string, AddressObservation>();
  for (const event of events) {
    const { src, dst } = endpointsOf(event.ocsf);
    const protocol = event.ocsf.ot?.protocol ?? event.ocsf.app_protocol_name;
    const add = (ip: string | undefined, mac: string | undefined, role: 'serves' | 'uses'): void => {
      if (ip === undefined) return;
      const before = seen.get(ip) ?? { kind: 'address' as const, siteId: event.siteId, ip, mac: '', firstSeenUs: event.timeUs, lastSeenUs: event.timeUs, events: 0, sampleEventId: event.eventId, spoke: false, serves: [], uses: [] };
      seen.set(ip, {
        ...before,
        mac: before.mac || (mac ?? ''),
        firstSeenUs: Math.min(before.firstSeenUs, event.timeUs),
        lastSeenUs: Math.max(before.lastSeenUs, event.timeUs),
        events: before.events + 1,
        spoke: before.spoke || role === 'uses',
        [role]: protocol === undefined ? before[role] : [...new Set([...before[role], protocol])],
      });
    };
    add(src?.ip, src?.mac, 'uses');
    add(dst?.ip, dst?.mac, 'serves');
  }
  return [...seen.values()];
}
