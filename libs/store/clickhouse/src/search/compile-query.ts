import { attributePath, findField, type EventColumn, type Query, type Test } from '@watchfloor/search';
import { EVENTS } from '../tables/events-table.ts';
import { attributeTest } from './attribute-test.ts';
import { columnTest } from './column-test.ts';

/** A condition on table `events` and the values of its parameters. */
export interface CompiledQuery {
  /** Made of constant texts and parameter names only: nothing that a user typed is in it. */
  readonly where: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Takes a value and gives the placeholder that stands for it. */
export type Bind = (type: string, value: unknown) => string;

/** Name of the column that holds a property of an event. */
export function columnOf(property: EventColumn): string {
  return EVENTS.columns[property].name;
}

/**
 * The condition that says what `matchQuery` says in memory; a property test holds the two equal. Expects a query that was
 * parsed: its size is bounded. Names of things must have been resolved to ids.
 */
export function compileQuery(query: Query): CompiledQuery {
  const params: Record<string, unknown> = {};
  let count = 0;
  const bind: Bind = (type, value) => {
    const name = `q${count++}`;
    params[name] = value;
    return `{${name}:${type}}`;
  };
  return { where: conditionOf(query, bind), params };
}

function conditionOf(query: Query, bind: Bind): string {
  switch (query.kind) {
    case 'all':
      return '1';
    case 'and':
    case 'or':
      return `(${query.of.map((part) => conditionOf(part, bind)).join(query.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `NOT ${conditionOf(query.of, bind)}`;
    case 'field':
      return fieldCondition(query.field, query.test, bind);
  }
}

function fieldCondition(name: string, test: Test, bind: Bind): string {
  const field = findField(name);
  if (!field) throw new Error(`the field table has no ${name}`);
  const leaf = (one: Exclude<Test, { op: 'any' }>, values?: readonly (number | string)[]): string => {
    if (field.kind === 'attribute') return attributeTest(attributePath(field), one, bind);
    return `(${field.columns.map((column) => columnTest(columnOf(column), field, one, bind, values)).join(' OR ')})`;
  };
  if (test.op !== 'any') return leaf(test);
  // A list of plain values is one comparison with a set, which indexes serve.
  const listed = ['ip', 'number', 'severity', 'class', 'id'].includes(field.kind) ? test.of.flatMap((one) => (one.op === 'is' ? [one.value] : [])) : [];
  const set = listed.length > 1 ? [leaf({ op: 'is', value: '' }, listed)] : [];
  const rest = test.of.filter((one) => listed.length <= 1 || one.op !== 'is').map((one) => fieldCondition(name, one, bind));
  return `(${[...set, ...rest].join(' OR ')})`;
}
