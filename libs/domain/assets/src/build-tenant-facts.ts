import { canonicalIp } from './address.ts';
import type { AssetFact, ChangeWindow, TenantFactRows, TenantFacts, ZoneFact } from './facts.ts';
import { remembering } from './remembering.ts';
import { createZoneIndex } from './zone-index.ts';

interface SiteIndex {
  readonly zoneAt: (ip: string) => ZoneFact | undefined;
  readonly byIp: (ip: string) => AssetFact | undefined;
  readonly addresses: number;
  readonly byMac: Map<string, AssetFact>;
  readonly conduits: Set<string>;
  readonly masters: Set<string>;
  readonly windows: readonly ChangeWindow[];
}

const ANY = '*';
/** Marks that a conduit allows some function of its protocol: the answer to a question about '*'. */
const SOME = 'some';
const key = (...parts: readonly string[]): string => parts.join('\u0000');

/**
 * Indexes a tenant's directory for lookups by event. Rows of a site that is not among `sites` are ignored. Throws
 * RangeError when a zone holds a text that is no IP prefix.
 */
export function buildTenantFacts(rows: TenantFactRows): TenantFacts {
  const sites = new Map(rows.sites.map((site) => [site.id, site]));
  const indexes = new Map(rows.sites.map((site) => [site.id, indexSite(site.id, rows)]));
  return {
    tenantId: rows.tenantId,
    sites,
    assetAt: (siteId, ip, mac) => {
      const index = indexes.get(siteId);
      return index === undefined ? undefined : findAsset(index, ip, mac);
    },
    zoneAt: (siteId, ip) => indexes.get(siteId)?.zoneAt(ip),
    authorisedMaster: (siteId, master, target, protocol) => {
      const masters = indexes.get(siteId)?.masters;
      return masters !== undefined && (masters.has(key(master, target, protocol.toLowerCase())) || masters.has(key(master, target, ANY)));
    },
    conduit: (siteId, from, to, protocol, functionClass) => {
      const conduits = indexes.get(siteId)?.conduits;
      if (conduits === undefined) return false;
      const functions = functionClass === ANY ? [SOME] : [functionClass, ANY];
      return [protocol.toLowerCase(), ANY].some((p) => functions.some((f) => conduits.has(key(from, to, p, f))));
    },
    changeWindows: (siteId) => indexes.get(siteId)?.windows ?? [],
    hasAssets: (siteId) => (indexes.get(siteId)?.addresses ?? 0) > 0,
  };
}

function indexSite(siteId: string, rows: TenantFactRows): SiteIndex {
  const here = <T extends { readonly siteId: string }>(facts: readonly T[]): T[] => facts.filter((fact) => fact.siteId === siteId);
  const byIp = new Map<string, AssetFact>();
  const byMac = new Map<string, AssetFact>();
  for (const asset of here(rows.assets)) {
    if (asset.ip) byIp.set(canonicalIp(asset.ip) ?? asset.ip, asset);
    if (asset.mac && asset.deviceClass !== 'network') byMac.set(asset.mac.toLowerCase(), asset);
  }
  const conduits = new Set<string>();
  for (const conduit of here(rows.conduits)) {
    const protocol = conduit.protocol.toLowerCase();
    conduits.add(key(conduit.fromZoneId, conduit.toZoneId, protocol, conduit.functionClass));
    conduits.add(key(conduit.fromZoneId, conduit.toZoneId, protocol, SOME));
  }
  const masters = new Set(here(rows.authorisedMasters).map((row) => key(row.masterAssetId, row.targetAssetId, row.protocol.toLowerCase())));
  const zoneAt = createZoneIndex(here(rows.zones));
  return { zoneAt, byIp: remembering((ip) => byIp.get(canonicalIp(ip) ?? ip)), addresses: byIp.size, byMac, conduits, masters, windows: here(rows.changeWindows) };
}

function findAsset(index: SiteIndex, ip: string, mac: string | undefined): AssetFact | undefined {
  const byMac = mac ? index.byMac.get(mac.toLowerCase()) : undefined;
  if (byMac?.zoneId && index.zoneAt(ip)?.id === byMac.zoneId) return byMac;
  return index.byIp(ip);
}
