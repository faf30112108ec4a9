import { compilePrefix, type Prefix } from './address.ts';
import type { ZoneFact } from './facts.ts';
import { remembering } from './remembering.ts';

/** Finds the zone of an address by the longest prefix; among equal prefixes the zone with the lower id. Remembers answers. */
export function createZoneIndex(zones: readonly ZoneFact[]): (ip: string) => ZoneFact | undefined {
  const entries: { prefix: Prefix; zone: ZoneFact }[] = zones.flatMap((zone) => zone.cidrs.map((cidr) => ({ prefix: compilePrefix(cidr), zone })));
  entries.sort((a, b) => b.prefix.length - a.prefix.length || (a.zone.id < b.zone.id ? -1 : 1));
  return remembering((ip) => entries.find((entry) => entry.prefix.contains(ip))?.zone);
}
