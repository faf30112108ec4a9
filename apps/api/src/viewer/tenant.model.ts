import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Tenant } from '@watchfloor/postgres';
import { globalId } from '../graphql/global-id.ts';
import { NodeModel } from '../graphql/node.model.ts';

@ObjectType('Tenant', { implements: () => [NodeModel], description: 'A customer.' })
export class TenantModel extends NodeModel {
  @Field(() => ID) tenantId!: string;
  @Field() slug!: string;
  @Field() name!: string;
  @Field() sector!: string;
}

export function toTenant(row: Tenant): TenantModel {
  return { id: globalId('Tenant', row.id, row.id), tenantId: row.id, slug: row.slug, name: row.name, sector: row.sector };
}
