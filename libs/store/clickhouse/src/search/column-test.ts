import { Refused } from '@watchfloor/core';
import { foldCase, globOf, inTextExpression, ipRangeOf, ipv6Text, isOneWord, NIL_ID, wholeValueExpression, wordsOf, type SearchField, type Test } from '@watchfloor/search';
import type { Bind } from './compile-query.ts';

/** Whole words of a phrase that are asked for one by one, so that an index on words can serve them; more add nothing. */
const WORDS_ASKED = 4;
type Leaf = Exclude<Test, { op: 'any' }>;

/** The condition on one column. `values` replaces the value of an 'is' by any of several. */
export function columnTest(column: string, field: SearchField, test: Leaf, bind: Bind, values?: readonly (number | string)[]): string {
  switch (test.op) {
    case 'exists':
      return existsTest(column, field);
    case 'is':
      return isTest(column, field, values ?? [test.value], bind);
    case 'like':
      if (field.kind === 'words') return wordsTest(column, test.glob, [], bind);
      return `match(lower(${column}), ${bind('String', wholeValueExpression(test.glob))})`;
    case 'cidr': {
      const range = ipRangeOf(test.prefix);
      if (!range) throw new Error('a network that was parsed is none');
      return `ifNull(toIPv6OrNull(${column}) BETWEEN toIPv6(${bind('String', ipv6Text(range.first))}) AND toIPv6(${bind('String', ipv6Text(range.last))}), 0)`;
    }
    case 'range':
      return rangeTest(column, field, test, bind);
  }
}

function existsTest(column: string, field: SearchField): string {
  if (field.kind === 'list') return `notEmpty(${column})`;
  if (field.kind === 'id') return `${column} != toUUID('${NIL_ID}')`;
  if (['number', 'severity', 'class'].includes(field.kind)) return field.absent === undefined ? '1' : present(column, field);
  return `${column} != ''`;
}

const present = (column: string, field: SearchField): string => `${column} != ${Number(field.absent)}`;
const andPresent = (condition: string, column: string, field: SearchField): string => (field.absent === undefined ? condition : `(${condition} AND ${present(column, field)})`);

function isTest(column: string, field: SearchField, values: readonly (number | string)[], bind: Bind): string {
  const [value = ''] = values;
  const equal = (type: string, all: readonly unknown[]): string => (all.length > 1 ? `${column} IN ${bind(`Array(${type})`, all)}` : `${column} = ${bind(type, all[0])}`);
  switch (field.kind) {
    case 'number':
    case 'severity':
    case 'class':
      return andPresent(equal('Int64', values), column, field);
    case 'id':
      if (values.some((id) => !/^[0-9a-f-]{36}$/.test(String(id)))) throw new Refused('INVALID_INPUT', `${field.name} takes an id here, not a name`);
      return equal('UUID', values);
    case 'ip':
      return equal('String', values);
    case 'list':
      return `has(${column}, ${bind('String', value)})`;
    case 'words':
      return isOneWord(String(value)) ? `hasToken(lower(${column}), ${bind('String', foldCase(String(value)))})` : wordsTest(column, globOf(String(value)), wordsOf(String(value)), bind);
    default:
      return `lower(${column}) = ${bind('String', foldCase(String(value)))}`;
  }
}

/** Text at word boundaries: its whole words, which an index may serve, and then the exact expression. */
function wordsTest(column: string, glob: string, words: readonly string[], bind: Bind): string {
  const asked = [...words].sort((a, b) => b.length - a.length).slice(0, WORDS_ASKED).map((word) => `hasToken(lower(${column}), ${bind('String', word)}) AND `);
  return `(${asked.join('')}match(lower(${column}), ${bind('String', inTextExpression(glob))}))`;
}

function rangeTest(column: string, field: SearchField, { from, to }: Extract<Leaf, { op: 'range' }>, bind: Bind): string {
  const isIp = field.kind === 'ip';
  const value = (bound: { value: number | string }): string => (isIp ? `toIPv6(${bind('String', bound.value)})` : bind('Int64', bound.value));
  const subject = isIp ? `toIPv6OrNull(${column})` : column;
  const parts = [
    ...(from ? [`${subject} ${from.inclusive ? '>=' : '>'} ${value(from)}`] : []),
    ...(to ? [`${subject} ${to.inclusive ? '<=' : '<'} ${value(to)}`] : []),
  ];
  return isIp ? `ifNull(${parts.join(' AND ')}, 0)` : andPresent(parts.join(' AND '), column, field);
}
