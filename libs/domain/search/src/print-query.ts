import type { Bound, Query, Test } from './query.ts';

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const bare = (glob: string): string => glob.replace(/\\(.)|([\s()"[\]{}:,<>=-])/gsu, (_, escaped: string | undefined, special: string | undefined) => `\\${escaped ?? special ?? ''}`);
const value = (of: number | string): string => (typeof of === 'number' ? String(of) : quote(of));
const end = (bound: Bound | undefined): string => (bound ? value(bound.value) : '*');

function printTest(test: Test): string {
  switch (test.op) {
    case 'is':
      return value(test.value);
    case 'like':
      return bare(test.glob);
    case 'exists':
      return '*';
    case 'cidr':
      return quote(test.prefix);
    case 'range':
      return `${test.from?.inclusive === false ? '{' : '['}${end(test.from)} TO ${end(test.to)}${test.to?.inclusive === false ? '}' : ']'}`;
    case 'any':
      return `(${test.of.map(printTest).join(' OR ')})`;
  }
}

/** The query as text in one spelling; parsing it gives the same query again. */
export function printQuery(query: Query): string {
  const inner = (part: Query): string => (part.kind === 'field' ? printQuery(part) : `(${printQuery(part)})`);
  switch (query.kind) {
    case 'all':
      return '';
    case 'and':
    case 'or':
      return query.of.map(inner).join(query.kind === 'and' ? ' AND ' : ' OR ');
    case 'not':
      return `NOT ${inner(query.of)}`;
    case 'field':
      return `${query.field}:${printTest(query.test)}`;
  }
}
