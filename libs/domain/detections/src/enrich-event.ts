import type { TenantFacts } from '@watchfloor/assets';
import { endpointsOf } from '@watchfloor/ocsf';
import type { EnrichedEvent } from './detection.ts';

/** Adds assets and zones of both ends to a parsed event. */
export function enrichEvent(event: Omit<EnrichedEvent, 'src' | 'dst' | 'srcZone' | 'dstZone'>, facts: TenantFacts): EnrichedEvent {
  const { src, dst } = endpointsOf(event.ocsf);
  return {
    ...event,
    src: src?.ip === undefined ? undefined : facts.assetAt(event.siteId, src.ip, src.mac),
    dst: dst?.ip === undefined ? undefined : facts.assetAt(event.siteId, dst.ip, dst.mac),
    srcZone: src?.ip === undefined ? undefined : facts.zoneAt(event.siteId, src.ip),
    dstZone: dst?.ip === undefined ? undefined : facts.zoneAt(event.siteId, dst.ip),
  };
}
