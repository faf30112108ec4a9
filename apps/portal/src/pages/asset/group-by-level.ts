import type { AssetLevelsQuery, AssetSitesQuery } from '../../generated/graphql.ts';
import { PURDUE_LEVELS } from '../../ui/purdue.ts';

export type AssetRow = AssetLevelsQuery['assets']['edges'][number]['node'];
export type AssetSite = AssetSitesQuery['sites'][number];
export type AssetZone = AssetSite['zones'][number];

export interface ZoneGroup {
  readonly key: string;
  readonly site: string;
  /** The zone's name; undefined for assets in no known zone. */
  readonly zone: AssetZone | undefined;
  readonly name: string | undefined;
  readonly assets: readonly AssetRow[];
}

export interface LevelGroup {
  /** Undefined for assets whose level is not known. */
  readonly level: number | undefined;
  readonly count: number;
  readonly zones: readonly ZoneGroup[];
}

/** Pure: assets under their Purdue level and zone, top level first; every level is there even when empty, and zones without assets too. */
export function groupByLevel(assets: readonly AssetRow[], sites: readonly AssetSite[]): readonly LevelGroup[] {
  const levels: (number | undefined)[] = [...PURDUE_LEVELS, undefined];
  return levels
    .map((level) => {
      const here = assets.filter((asset) => (asset.purdueLevel ?? undefined) === level);
      const groups = new Map<string, { site: string; zone: AssetZone | undefined; name: string | undefined; assets: AssetRow[] }>();
      for (const site of sites) {
        for (const zone of site.zones) {
          if (zone.purdueLevel === level) groups.set(`${site.siteId} ${zone.name}`, { site: site.name, zone, name: zone.name, assets: [] });
        }
      }
      for (const asset of here) {
        const key = `${asset.siteId} ${asset.zoneName ?? ''}`;
        const site = sites.find(({ siteId }) => siteId === asset.siteId);
        const zone = site?.zones.find(({ name }) => name === asset.zoneName);
        const group = groups.get(key) ?? { site: asset.siteName, zone, name: asset.zoneName ?? undefined, assets: [] };
        group.assets.push(asset);
        groups.set(key, group);
      }
      const zones = [...groups].map(([key, group]) => ({ key, ...group }));
      return { level, count: here.length, zones };
    })
    .filter(({ level, count }) => level !== undefined || count > 0);
}
