import { localTimeAt, type AssetFact, type TenantFacts, type ZoneFact } from '@watchfloor/assets';
import type { OtActivity, OtAddressKind } from '@watchfloor/ocsf';

/** An endpoint as an analyst reads it: 'PLC-3 (10.20.1.13)', or the address alone. */
export function describeEndpoint(asset: AssetFact | undefined, ip: string): string {
  return asset === undefined ? ip : `${asset.name} (${ip})`;
}

/** 'Control (level 1)'. */
export function describeZone(zone: ZoneFact): string {
  return `${zone.name} (level ${zone.purdueLevel})`;
}

/** A moment by the site's clock: 'Sun 2026-11-22 03:27:14 +01:00 at North plant'. UTC where the site is unknown. */
export function describeTime(facts: TenantFacts, siteId: string, timeUs: number): string {
  const site = facts.sites.get(siteId);
  const { text } = localTimeAt(site?.timeZone ?? 'UTC', Math.floor(timeUs / 1000));
  return site === undefined ? text : `${text} at ${site.name}`;
}

const KIND_TEXT: Readonly<Record<OtAddressKind, string>> = {
  coil: 'coil', discrete_input: 'discrete input', holding_register: 'holding register', input_register: 'input register', file_record: 'file record', fifo: 'FIFO', object: 'object', point: 'point', memory: 'memory',
};

/** 'holding registers 100–109', 'coil 3', or undefined when the log names no address. */
export function describeAddress(ot: OtActivity): string | undefined {
  const { address } = ot;
  if (address === undefined) return undefined;
  const count = address.count ?? 1;
  return count > 1 ? `${KIND_TEXT[address.kind]}s ${address.start}–${address.start + count - 1}` : `${KIND_TEXT[address.kind]} ${address.start}`;
}
