import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { Refused } from '@watchfloor/core';
import { z } from 'zod';

export const MAX_PAGE = 200;
const DEFAULT_PAGE = 50;

@ObjectType('PageInfo')
export class PageInfo {
  @Field() hasNextPage!: boolean;
  @Field() hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true }) startCursor!: string | null;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

/** Forward paging of the Relay connection specification. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: `How many, ${MAX_PAGE} at most; ${DEFAULT_PAGE} unless told.` }) first?: number | null;
  @Field(() => String, { nullable: true, description: 'Cursor of the last edge of the page before.' }) after?: string | null;
}

export interface Edge<Node> {
  node: Node;
  cursor: string;
}

export interface Connection<Node> {
  edges: Edge<Node>[];
  pageInfo: PageInfo;
  totalCount: number | null;
}

/** Makes the classes `XConnection` and `XEdge` of a node class. */
export function connectionOf<Node>(node: Type<Node>, name: string): Type<Connection<Node>> {
  @ObjectType(`${name}Edge`)
  class EdgeModel implements Edge<Node> {
    @Field(() => node) node!: Node;
    @Field() cursor!: string;
  }
  @ObjectType(`${name}Connection`)
  class ConnectionModel implements Connection<Node> {
    @Field(() => [EdgeModel]) edges!: EdgeModel[];
    @Field(() => PageInfo) pageInfo!: PageInfo;
    @Field(() => Int, { nullable: true, description: 'How many there are in all; null where counting would cost too much.' }) totalCount!: number | null;
  }
  return ConnectionModel;
}

/** The page size asked for. Throws Refused INVALID_INPUT outside 1…200. */
export function pageSize(args: PageArgs): number {
  const first = args.first ?? DEFAULT_PAGE;
  if (first < 1 || first > MAX_PAGE) throw new Refused('INVALID_INPUT', `first must be between 1 and ${MAX_PAGE}`);
  return first;
}

/** Makes a connection of `limit + 1` rows: the one too many tells that there is a next page. `key` is what the cursor holds. */
export function connect<Row, Node>(rows: readonly Row[], limit: number, after: string | null | undefined, node: (row: Row) => Node, key: (row: Row) => readonly unknown[], totalCount: number | null = null): Connection<Node> {
  const edges = rows.slice(0, limit).map((row) => ({ node: node(row), cursor: encodeCursor(key(row)) }));
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > limit, hasPreviousPage: Boolean(after), startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount,
  };
}

/** Opaque text of a keyset cursor. */
export function encodeCursor(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/** The keyset in a cursor, undefined when there is no cursor. Throws Refused INVALID_INPUT for one that this list did not give. */
export function decodeCursor<Key extends z.ZodType>(schema: Key, cursor: string | null | undefined): z.output<Key> | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new Refused('INVALID_INPUT', 'after must be a cursor of this list');
  }
}
