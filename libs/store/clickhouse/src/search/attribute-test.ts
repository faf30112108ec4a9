import { foldCase, NUMBER_EXPRESSION, quotableExpression, type Bound, type Test } from '@watchfloor/search';
import type { Bind } from './compile-query.ts';

/** The condition on one attribute of the map. Text that would read as JSON is stored in quotes, so both forms are asked for. */
export function attributeTest(path: string, test: Exclude<Test, { op: 'any' }>, bind: Bind): string {
  const key = bind('String', path);
  const value = `attrs[${key}]`;
  switch (test.op) {
    case 'exists':
      return `mapContains(attrs, ${key})`;
    case 'is':
      return `lower(${value}) IN ${bind('Array(String)', [foldCase(String(test.value)), foldCase(JSON.stringify(String(test.value)))])}`;
    case 'like':
      return `(mapContains(attrs, ${key}) AND match(lower(${value}), ${bind('String', quotableExpression(test.glob))}))`;
    case 'range': {
      const number = `toFloat64OrZero(replaceAll(${value}, '"', ''))`;
      const side = (bound: Bound | undefined, sign: string): string[] => (bound ? [`${number} ${sign}${bound.inclusive ? '=' : ''} ${bind('Float64', Number(bound.value))}`] : []);
      return `(${[`match(${value}, ${bind('String', NUMBER_EXPRESSION)})`, ...side(test.from, '>'), ...side(test.to, '<')].join(' AND ')})`;
    }
    case 'cidr':
      throw new Error('an attribute has no networks');
  }
}
