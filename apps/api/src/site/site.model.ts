import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Site, ZoneRow } from '@watchfloor/postgres';
import { globalId } from '../graphql/global-id.ts';
import { NodeModel } from '../graphql/node.model.ts';

@ObjectType('Zone', { description: 'A zone of IEC 62443-3-2.' })
export class ZoneModel {
  @Field(() => ID) zoneId!: string;
  @Field() name!: string;
  @Field(() => Float) purdueLevel!: number;
  @Field(() => Int) targetSecurityLevel!: number;
  @Field(() => [String]) cidrs!: string[];
}

@ObjectType('Site', { implements: () => [NodeModel] })
export class SiteModel extends NodeModel {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) siteId!: string;
  @Field() name!: string;
  @Field({ description: 'IANA name.' }) timeZone!: string;
  @Field(() => [ZoneModel]) zones!: ZoneModel[];
}

export function toSite(row: Site, zones: readonly ZoneRow[]): SiteModel {
  return {
    id: globalId('Site', row.tenantId, row.id),
    tenantId: row.tenantId,
    siteId: row.id,
    name: row.name,
    timeZone: row.timeZone,
    zones: zones.filter((zone) => zone.tenantId === row.tenantId && zone.siteId === row.id).map((zone) => ({ zoneId: zone.id, name: zone.name, purdueLevel: zone.purdueLevel, targetSecurityLevel: zone.targetSecurityLevel, cidrs: zone.cidrs })),
  };
}
