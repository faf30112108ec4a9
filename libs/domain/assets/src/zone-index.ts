import { compilePrefix, type Prefix } from './address.ts';
import type { ZoneFact } from './facts.ts';

const REMEMBERED = 65_536;

/** Finds the zone of an address by the longest prefix; among equal prefixes the zone with the lower id. Remembers answers. */
export function createZoneIndex(zones: readonly ZoneFact[]): (ip: string) => ZoneFact | undefined {
  const entries: { prefix: Prefix; zone: ZoneFact }[] = zones.flatMap((zone) => zone.cidrs.map((cidr) => ({ prefix: compilePrefix(cidr), zone })));
  entries.sort((a, b) => b.prefix.length - a.prefix.length || (a.zone.id < b.zone.id ? -1 : 1));
  const known = new Map<string, ZoneFact | undefined>();
  return (ip) => {
    if (known.has(ip)) return known.get(ip);
    const zone = entries.find((entry) => entry.prefix.contains(ip))?.zone;
    if (known.size >= REMEMBERED) known.clear();
    known.set(ip, zone);
    return zone;
  };
}
