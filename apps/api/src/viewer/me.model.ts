import { Field, ID, ObjectType } from '@nestjs/graphql';
import { TenantModel } from './tenant.model.ts';

@ObjectType('Me', { description: 'The person, or the client, that the token names.' })
export class MeModel {
  @Field(() => ID) subject!: string;
  @Field() username!: string;
  @Field() displayName!: string;
  @Field({ description: "'provider' or 'customer'" }) org!: string;
  @Field(() => [String]) roles!: readonly string[];
  @Field(() => [String], { description: 'Held at one customer at least.' }) permissions!: readonly string[];
  @Field(() => [TenantModel]) tenants!: TenantModel[];
}
