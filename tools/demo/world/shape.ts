import type { DeviceClass, PurdueLevel } from '@watchfloor/core';
import { deterministicId } from '@watchfloor/core/ids';

// Rows of the demo's directory, in the shape of the tables of prisma/migrations (and of TenantFactRows in @watchfloor/assets).
export interface DemoSite { readonly id: string; readonly name: string; readonly timeZone: string }
export interface DemoZone {
  readonly id: string; readonly siteId: string; readonly name: string; readonly purdueLevel: PurdueLevel; readonly targetSecurityLevel: number; readonly cidrs: readonly string[];
}
export interface DemoConduit {
  readonly id: string; readonly siteId: string; readonly name: string; readonly fromZoneId: string; readonly toZoneId: string; readonly protocol: string; readonly functionClass: '*' | 'read' | 'write' | 'control';
}
export interface DemoAsset {
  readonly id: string; readonly siteId: string; readonly zoneId: string; readonly name: string; readonly ip: string; readonly mac: string; readonly vendor: string; readonly model: string; readonly firmware: string;
  readonly deviceClass: DeviceClass; readonly purdueLevel: PurdueLevel; readonly role: string; readonly critical: boolean; readonly safetyInstrumented: boolean;
}
export interface DemoMaster { readonly id: string; readonly siteId: string; readonly masterAssetId: string; readonly targetAssetId: string; readonly protocol: string }
/** Local weekly minutes of the site, ISO weekdays; [start, end). */
export interface DemoChangeWindow { readonly id: string; readonly siteId: string; readonly name: string; readonly weekdays: readonly number[]; readonly startMinute: number; readonly endMinute: number }
/** `transport` is how the simulator sends for it. */
export interface DemoSensor { readonly id: string; readonly siteId: string; readonly name: string; readonly source: 'zeek' | 'suricata'; readonly transport: 'http' | 'syslog'; readonly cadenceSeconds: number }

/** One site with all that stands in it. */
export interface DemoPlace {
  readonly site: DemoSite;
  readonly zones: readonly DemoZone[];
  readonly conduits: readonly DemoConduit[];
  readonly assets: readonly DemoAsset[];
  readonly masters: readonly DemoMaster[];
  readonly windows: readonly DemoChangeWindow[];
  readonly sensor: DemoSensor;
}

type ZoneRow = readonly [name: string, level: PurdueLevel, securityLevel: number, cidr: string];
type ConduitRow = readonly [from: string, to: string, protocol: string, functionClass?: 'read' | 'write' | 'control'];
/** Host number within the zone's /24; `*` after the role marks a critical asset, `!` a safety instrumented one. */
type AssetRow = readonly [zone: string, host: number, name: string, role: string, deviceClass: DeviceClass, vendor: string, model: string, firmware?: string];

export interface PlaceRows {
  readonly tenantId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly zones: readonly ZoneRow[];
  readonly conduits: readonly ConduitRow[];
  readonly assets: readonly AssetRow[];
  /** Master → targets that it may command by Modbus. */
  readonly masters: Readonly<Record<string, readonly string[]>>;
  readonly window: { readonly name: string; readonly weekdays: readonly number[]; readonly startMinute: number; readonly endMinute: number };
  readonly sensor: Pick<DemoSensor, 'name' | 'source' | 'transport'>;
}

/** Locally administered MAC (first octet 02), one for each asset: nobody's real hardware. */
function macOf(id: string): string {
  const hex = id.replaceAll('-', '').slice(0, 10);
  return `02:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}:${hex.slice(6, 8)}:${hex.slice(8, 10)}`;
}

/** Fills ids, addresses and references from the short rows of a place; the same rows always give the same ids. */
export function placeOf(rows: PlaceRows): DemoPlace {
  const id = (...parts: readonly string[]): string => deterministicId('demo', rows.tenantId, rows.name, ...parts);
  const siteId = id('site');
  const zones = rows.zones.map(([name, purdueLevel, targetSecurityLevel, cidr]): DemoZone => ({ id: id('zone', name), siteId, name, purdueLevel, targetSecurityLevel, cidrs: [cidr] }));
  const zone = (name: string): DemoZone => found(zones, name);
  const assets = rows.assets.map(([zoneName, host, name, role, deviceClass, vendor, model, firmware = '']): DemoAsset => {
    const own = zone(zoneName);
    const assetId = id('asset', name);
    return {
      id: assetId, siteId, zoneId: own.id, name, ip: (own.cidrs[0] ?? '').replace(/\d+\/\d+$/, String(host)), mac: macOf(assetId), vendor, model, firmware,
      deviceClass, purdueLevel: own.purdueLevel, role: role.replace(/[*!]$/, ''), critical: /[*!]$/.test(role), safetyInstrumented: role.endsWith('!'),
    };
  });
  const asset = (name: string): DemoAsset => found(assets, name);
  const { window } = rows;
  return {
    site: { id: siteId, name: rows.name, timeZone: rows.timeZone },
    zones,
    conduits: rows.conduits.map(([from, to, protocol, functionClass]): DemoConduit => ({
      id: id('conduit', from, to, protocol, functionClass ?? '*'), siteId, name: `${from} → ${to} ${protocol}`, fromZoneId: zone(from).id, toZoneId: zone(to).id, protocol, functionClass: functionClass ?? '*',
    })),
    assets,
    masters: Object.entries(rows.masters).flatMap(([master, targets]) => targets.map((target): DemoMaster => ({
      id: id('master', master, target), siteId, masterAssetId: asset(master).id, targetAssetId: asset(target).id, protocol: 'modbus',
    }))),
    windows: [{ id: id('window', window.name), siteId, ...window }],
    sensor: { id: id('sensor'), siteId, cadenceSeconds: 300, ...rows.sensor },
  };
}

function found<T extends { readonly name: string }>(rows: readonly T[], name: string): T {
  const row = rows.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`the demo world has no '${name}'`);
  return row;
}
