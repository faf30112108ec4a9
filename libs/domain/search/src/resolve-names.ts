import { isUuid } from '@watchfloor/core';
import { findField } from './fields.ts';
import type { Query, Test } from './query.ts';
import { QueryProblem } from './query-problem.ts';

/** Kinds of things that a query may name instead of giving their id. */
export type NamedKind = 'sensor' | 'site' | 'asset' | 'zone';

/** Every kind of thing that the query names, so that only those need to be read. */
export function namedKinds(query: Query): ReadonlySet<NamedKind> {
  const kinds = new Set<NamedKind>();
  resolveNames(query, (kind) => {
    kinds.add(kind);
    return [kind];
  });
  return kinds;
}

/** The query with names of assets, zones, sites and sensors replaced by all ids that have them. Throws QueryProblem for a name that nothing has. */
export function resolveNames(query: Query, idsOf: (kind: NamedKind, name: string) => readonly string[]): Query {
  switch (query.kind) {
    case 'all':
      return query;
    case 'and':
    case 'or':
      return { ...query, of: query.of.map((part) => resolveNames(part, idsOf)) };
    case 'not':
      return { ...query, of: resolveNames(query.of, idsOf) };
    case 'field':
      return findField(query.field)?.kind === 'id' ? { ...query, test: resolveTest(query.field, query.test, idsOf) } : query;
  }
}

function resolveTest(field: string, test: Test, idsOf: (kind: NamedKind, name: string) => readonly string[]): Test {
  if (test.op === 'any') return { op: 'any', of: test.of.map((one) => resolveTest(field, one, idsOf)) };
  if (test.op !== 'is' || isUuid(String(test.value))) return test;
  if (field === 'event') throw new QueryProblem('event takes the id of an event', 0);
  const kind = field.replace(/^(?:src|dst)_/, '') as NamedKind;
  const ids = idsOf(kind, String(test.value));
  if (ids.length === 0) throw new QueryProblem(`no ${kind} is called '${String(test.value).slice(0, 100)}'`, 0);
  return { op: 'any', of: ids.map((value) => ({ op: 'is', value })) };
}
