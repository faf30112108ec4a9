import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { SavedSearch } from '@watchfloor/postgres';
import { DateTimeScalar } from '../graphql/scalars.ts';

@ObjectType('SavedSearch', { description: "A search that someone keeps at a customer, for themselves and for their organisation: the provider's people, or the customer's." })
export class SavedSearchModel {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) savedSearchId!: string;
  @Field() name!: string;
  @Field() query!: string;
  @Field(() => Int, { nullable: true, description: 'The window ends now and is this long; null where it has a from and a to.' }) lastMinutes!: number | null;
  @Field(() => DateTimeScalar, { nullable: true }) from!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) to!: Date | null;
  @Field() ownerName!: string;
  @Field({ description: 'Only its owner may rename or delete it.' }) mine!: boolean;
  @Field(() => DateTimeScalar) updatedAt!: Date;
}

@InputType('SaveSearchInput', { description: 'With lastMinutes, or with from and to.' })
export class SaveSearchInput {
  @Field(() => ID) tenantId!: string;
  @Field() name!: string;
  @Field() query!: string;
  @Field(() => Int, { nullable: true, description: '60 unless from and to are given.' }) lastMinutes?: number | null;
  @Field(() => DateTimeScalar, { nullable: true }) from?: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) to?: Date | null;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@InputType('RenameSearchInput')
export class RenameSearchInput {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) savedSearchId!: string;
  @Field() name!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@InputType('DeleteSearchInput')
export class DeleteSearchInput {
  @Field(() => ID) tenantId!: string;
  @Field(() => ID) savedSearchId!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@ObjectType('SavedSearchPayload')
export class SavedSearchPayload {
  @Field(() => SavedSearchModel, { nullable: true, description: 'Null after deletion.' }) savedSearch!: SavedSearchModel | null;
  @Field(() => String, { nullable: true }) clientMutationId!: string | null;
}

export function toSavedSearch(row: SavedSearch, subject: string): SavedSearchModel {
  return {
    tenantId: row.tenantId, savedSearchId: row.id, name: row.name, query: row.query, lastMinutes: row.lastMinutes, from: row.windowFrom, to: row.windowTo,
    ownerName: row.ownerName, mine: row.ownerSubject === subject, updatedAt: row.updatedAt,
  };
}
