import { describe, expect, test } from 'vitest';
import { groupByLevel, type AssetRow, type AssetSite } from '../src/pages/asset/group-by-level.ts';

const site = (siteId: string, ...zones: [string, number][]): AssetSite => ({
  id: siteId,
  tenantId: 't',
  siteId,
  name: `Site ${siteId}`,
  timeZone: 'UTC',
  zones: zones.map(([name, purdueLevel]) => ({ zoneId: `${siteId}${name}`, name, purdueLevel, targetSecurityLevel: 2, cidrs: [] })),
});
const asset = (name: string, siteId: string, purdueLevel: number | null, zoneName: string | null): AssetRow => ({
  id: name,
  tenantId: 't',
  assetId: name,
  siteId,
  siteName: `Site ${siteId}`,
  zoneName,
  name,
  ip: null,
  mac: null,
  vendor: null,
  model: null,
  firmware: null,
  deviceClass: 'OT',
  purdueLevel,
  role: 'PLC',
  critical: false,
  safetyInstrumented: false,
  managed: true,
  lastSeen: null,
});

describe('assets by level', () => {
  test('stand from 5 down to 0 with the DMZ between 4 and 3, empty levels included', () => {
    expect(groupByLevel([], []).map(({ level }) => level)).toEqual([5, 4, 3.5, 3, 2, 1, 0]);
  });

  test('an asset without a level goes to a lane of its own at the end, and is not taken for level 0', () => {
    const levels = groupByLevel([asset('new', 'a', null, null), asset('valve', 'a', 0, null)], [site('a')]);
    expect(levels.at(-1)).toMatchObject({ level: undefined, count: 1 });
    expect(levels.at(-2)).toMatchObject({ level: 0, count: 1 });
  });

  test('zones of the same name at two sites stay apart, and a zone without assets is shown', () => {
    const sites = [site('a', ['Cell', 1], ['Spare', 1]), site('b', ['Cell', 1])];
    const level1 = groupByLevel([asset('p1', 'a', 1, 'Cell'), asset('p2', 'b', 1, 'Cell')], sites).find(({ level }) => level === 1);
    expect(level1?.zones.map(({ site: at, name, assets }) => [at, name, assets.length])).toEqual([
      ['Site a', 'Cell', 1],
      ['Site a', 'Spare', 0],
      ['Site b', 'Cell', 1],
    ]);
  });

  test('no asset is lost or shown twice', () => {
    const sites = [site('a', ['Cell', 1])];
    const assets = [asset('p1', 'a', 1, 'Cell'), asset('p2', 'a', 2, 'Cell'), asset('p3', 'b', 1, 'Elsewhere'), asset('p4', 'a', 1, null)];
    const shown = groupByLevel(assets, sites).flatMap(({ zones }) => zones.flatMap((zone) => zone.assets.map(({ name }) => name)));
    expect(shown.toSorted()).toEqual(['p1', 'p2', 'p3', 'p4']);
  });
});
