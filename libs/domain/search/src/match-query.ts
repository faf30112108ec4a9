import { RE2JS } from 're2js';
import { attributePath, findField, type SearchField } from './fields.ts';
import { ipBytes, ipRangeOf } from './ip-range.ts';
import { foldCase, globOf, inTextExpression, wholeValueExpression } from './patterns.ts';
import type { Query, Test } from './query.ts';
import type { EventColumn, SearchableEvent } from './searchable-event.ts';
import { NIL_ID, quotableExpression } from './stored-forms.ts';

type EventTest = (event: SearchableEvent) => boolean;
type ValueTest = (value: string | number | readonly string[]) => boolean;

/** The query as a function of one event, for many events. Says the same as the SQL that the store makes of it; time per event is linear in the event. */
function compileMatcher(query: Query): EventTest {
  switch (query.kind) {
    case 'all':
      return () => true;
    case 'and': {
      const tests = query.of.map(compileMatcher);
      return (event) => tests.every((test) => test(event));
    }
    case 'or': {
      const tests = query.of.map(compileMatcher);
      return (event) => tests.some((test) => test(event));
    }
    case 'not': {
      const test = compileMatcher(query.of);
      return (event) => !test(event);
    }
    case 'field':
      return fieldTest(query.field, query.test);
  }
}

/** True when the event is an answer to the query. */
export function matchQuery(query: Query, event: SearchableEvent): boolean {
  return compileMatcher(query)(event);
}

function fieldTest(name: string, test: Test): EventTest {
  const field = findField(name);
  if (!field) throw new Error(`the field table has no ${name}`);
  if (test.op === 'any') {
    const tests = test.of.map((one) => fieldTest(name, one));
    return (event) => tests.some((one) => one(event));
  }
  const matches = valueTest(field, test);
  if (field.kind === 'attribute') {
    const path = attributePath(field);
    return (event) => Object.hasOwn(event.attrs, path) && matches(event.attrs[path] ?? '');
  }
  return (event) => field.columns.some((column: EventColumn) => matches(event[column]));
}

function valueTest(field: SearchField, test: Exclude<Test, { op: 'any' }>): ValueTest {
  switch (test.op) {
    case 'exists':
      return (value) => (field.kind === 'attribute' ? true : field.kind === 'id' ? value !== NIL_ID && value !== '' : Array.isArray(value) ? value.length > 0 : value !== '' && value !== field.absent);
    case 'is':
      return isTest(field, test.value);
    case 'like': {
      const expression = RE2JS.compile(field.kind === 'words' ? inTextExpression(test.glob) : field.kind === 'attribute' ? quotableExpression(test.glob) : wholeValueExpression(test.glob));
      return (value) => expression.matcher(foldCase(String(value))).find();
    }
    case 'cidr': {
      const range = ipRangeOf(test.prefix);
      return (value) => {
        const bytes = ipBytes(String(value));
        return range !== undefined && bytes !== undefined && bytes >= range.first && bytes <= range.last;
      };
    }
    case 'range':
      return rangeTest(field, test);
  }
}

function isTest(field: SearchField, wanted: number | string): ValueTest {
  if (typeof wanted === 'number') return (value) => value === wanted && value !== field.absent;
  if (field.kind === 'ip' || field.kind === 'id') return (value) => value === wanted;
  if (field.kind === 'list') return (value) => Array.isArray(value) && value.includes(wanted);
  if (field.kind === 'words') {
    const expression = RE2JS.compile(inTextExpression(globOf(wanted)));
    return (value) => expression.matcher(foldCase(String(value))).find();
  }
  const folded = foldCase(wanted);
  if (field.kind === 'attribute') return (value) => foldCase(String(value)) === folded || foldCase(String(value)) === foldCase(JSON.stringify(wanted));
  return (value) => foldCase(String(value)) === folded;
}

function rangeTest(field: SearchField, { from, to }: Extract<Test, { op: 'range' }>): ValueTest {
  const key = (value: number | string): number | string => (field.kind === 'ip' ? (ipBytes(String(value)) ?? '') : value);
  const low = from && { ...from, key: key(from.value) };
  const high = to && { ...to, key: key(to.value) };
  const within = (value: number | string): boolean =>
    (!low || (low.inclusive ? value >= low.key : value > low.key)) && (!high || (high.inclusive ? value <= high.key : value < high.key));
  if (field.kind === 'ip') {
    return (value) => {
      const bytes = ipBytes(String(value));
      return bytes !== undefined && within(bytes);
    };
  }
  if (field.kind === 'attribute') {
    return (value) => {
      const number = /^"?(-?\d{1,15}(?:\.\d{1,6})?)"?$/.exec(String(value))?.[1];
      return number !== undefined && within(Number(number));
    };
  }
  return (value) => typeof value === 'number' && value !== field.absent && within(value);
}
