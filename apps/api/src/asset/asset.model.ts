import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import type { InventoryAsset } from '@watchfloor/postgres';
import { connectionOf } from '../graphql/connection.ts';
import { globalId } from '../graphql/global-id.ts';
import { NodeModel } from '../graphql/node.model.ts';
import { DateTimeScalar } from '../graphql/scalars.ts';

@ObjectType('Asset', { implements: () => [NodeModel], description: 'A device: registered, or only seen on the wire.' })
export class AssetModel extends NodeModel {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) assetId!: string;
  @Field(() => ID) siteId!: string;
  @Field() siteName!: string;
  @Field(() => String, { nullable: true }) zoneName!: string | null;
  @Field() name!: string;
  @Field(() => String, { nullable: true }) ip!: string | null;
  @Field(() => String, { nullable: true }) mac!: string | null;
  @Field(() => String, { nullable: true }) vendor!: string | null;
  @Field(() => String, { nullable: true }) model!: string | null;
  @Field(() => String, { nullable: true }) firmware!: string | null;
  @Field({ description: 'IT, OT, IIoT, IoT, IoMT, network or cellular.' }) deviceClass!: string;
  @Field(() => Float, { nullable: true }) purdueLevel!: number | null;
  @Field() role!: string;
  @Field() critical!: boolean;
  @Field() safetyInstrumented!: boolean;
  @Field({ description: 'False when nobody registered it: it was only seen.' }) managed!: boolean;
  @Field(() => DateTimeScalar, { nullable: true }) lastSeen!: Date | null;
}

export const AssetConnection = connectionOf(AssetModel, 'Asset');

export function toAsset({ id, ...row }: InventoryAsset): AssetModel {
  return { ...row, id: globalId('Asset', row.tenantId, id), assetId: id };
}
