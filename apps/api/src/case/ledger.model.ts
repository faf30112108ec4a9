import { Field, Int, ObjectType } from '@nestjs/graphql';
import { describeLedgerEvent, ledgerEventOf } from '@watchfloor/cases';
import type { CaseLedgerEntry } from '@watchfloor/postgres';
import { z } from 'zod';
import { connectionOf } from '../graphql/connection.ts';
import { DateTimeScalar, JsonScalar } from '../graphql/scalars.ts';
import { CommentVisibility } from './case.enums.ts';

@ObjectType('LedgerEntry', { description: 'One change of a case: who, when, what.' })
export class LedgerEntryModel {
  @Field(() => Int) seq!: number;
  @Field() type!: string;
  @Field(() => DateTimeScalar, { description: 'When it counts.' }) at!: Date;
  @Field(() => DateTimeScalar, { description: 'When it was seen.' }) recordedAt!: Date;
  @Field() actorName!: string;
  @Field({ description: "'provider', 'customer' or 'system'" }) actorOrg!: string;
  @Field({ description: 'In words.' }) text!: string;
  @Field(() => JsonScalar) data!: unknown;
  @Field(() => CommentVisibility) visibility!: CommentVisibility;
}

export const LedgerConnection = connectionOf(LedgerEntryModel, 'Ledger');

const Actor = z.object({ name: z.string(), org: z.string() }).catch({ name: 'unknown', org: 'system' });

export function toLedgerEntry(row: CaseLedgerEntry): LedgerEntryModel {
  const actor = Actor.parse(row.actor);
  return {
    seq: row.seq,
    type: row.type,
    at: row.at,
    recordedAt: row.recordedAt,
    actorName: actor.name,
    actorOrg: actor.org,
    text: textOf(row),
    data: row.data,
    visibility: row.visibility as CommentVisibility,
  };
}

/** The row in words; a row of a type that this version does not know gives its type. */
function textOf(row: CaseLedgerEntry): string {
  try {
    return describeLedgerEvent(ledgerEventOf(row));
  } catch {
    return row.type;
  }
}
