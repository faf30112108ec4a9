import type { EnrichedEvent } from './detection.ts';

/**
 * Group of everything that one actor does to OT: an unknown device that crosses a zone and writes to three controllers is
 * one story and one case. The actor is the side that asks: its asset, or its address within the site.
 */
export function otAccessGroup(siteId: string, actor: { readonly assetId?: string | undefined; readonly ip: string }): string {
  return `ot-access:${siteId}:${actor.assetId ?? actor.ip}`;
}

/** The same, for the source of an event. */
export function otAccessGroupOf(event: EnrichedEvent, srcIp: string): string {
  return otAccessGroup(event.siteId, { assetId: event.src?.id, ip: srcIp });
}
