import type { DeviceClass, PurdueLevel } from '@watchfloor/core';

/** A place of a tenant; `timeZone` is an IANA name. */
export interface SiteFact {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

/** An IEC 62443 zone: addresses of one trust level. `cidrs` may hold IPv4 and IPv6 prefixes or single addresses. */
export interface ZoneFact {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly purdueLevel: PurdueLevel;
  readonly targetSecurityLevel: number;
  readonly cidrs: readonly string[];
}

/** An allowed conversation between zones; '*' means any protocol or any function class. */
export interface ConduitFact {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly fromZoneId: string;
  readonly toZoneId: string;
  readonly protocol: string;
  readonly functionClass: string;
}

/** An asset as people manage it. */
export interface AssetFact {
  readonly id: string;
  readonly siteId: string;
  readonly zoneId?: string | null;
  readonly name: string;
  readonly ip?: string | null;
  readonly mac?: string | null;
  readonly vendor?: string | null;
  readonly model?: string | null;
  readonly firmware?: string | null;
  readonly deviceClass: DeviceClass;
  readonly purdueLevel?: PurdueLevel | null;
  readonly role: string;
  readonly critical: boolean;
  readonly safetyInstrumented: boolean;
}

/** `master` may command `target` over `protocol` ('*' = any). */
export interface AuthorisedMasterFact {
  readonly siteId: string;
  readonly masterAssetId: string;
  readonly targetAssetId: string;
  readonly protocol: string;
}

/** Weekly local time in which engineering work may write to controllers: ISO weekdays (1 = Monday), [start, end) in minutes of the local day. */
export interface ChangeWindow {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly weekdays: readonly number[];
  readonly startMinute: number;
  readonly endMinute: number;
}

/** What the directory holds about one tenant, as rows. */
export interface TenantFactRows {
  readonly tenantId: string;
  readonly sites: readonly SiteFact[];
  readonly zones: readonly ZoneFact[];
  readonly conduits: readonly ConduitFact[];
  readonly assets: readonly AssetFact[];
  readonly authorisedMasters: readonly AuthorisedMasterFact[];
  readonly changeWindows: readonly ChangeWindow[];
}

/** The same, indexed for the event pipeline. Every lookup is answered within one site of one tenant. */
export interface TenantFacts {
  readonly tenantId: string;
  readonly sites: ReadonlyMap<string, SiteFact>;
  /** The asset behind an address. A MAC counts only within the asset's own zone, since beyond it the MAC is a router's. */
  assetAt(siteId: string, ip: string, mac?: string): AssetFact | undefined;
  /** The zone with the longest matching prefix. */
  zoneAt(siteId: string, ip: string): ZoneFact | undefined;
  authorisedMaster(siteId: string, masterAssetId: string, targetAssetId: string, protocol: string): boolean;
  /** True when some conduit allows it. `functionClass` '*' asks whether any function of the protocol is allowed. */
  conduit(siteId: string, fromZoneId: string, toZoneId: string, protocol: string, functionClass: string): boolean;
  changeWindows(siteId: string): readonly ChangeWindow[];
  /** False while a site's asset list is empty: nothing can be new against an empty list. */
  hasAssets(siteId: string): boolean;
}
