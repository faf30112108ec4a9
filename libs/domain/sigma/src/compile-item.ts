import { compilePrefix } from '@watchfloor/assets';
import { RE2JS } from 're2js';
import { expandValue, VALUE_MODIFIERS } from './expand-values.ts';
import { someText, type EventFields } from './fields.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { SigmaProblem, type DetectionItem, type SigmaScalar } from './rule.ts';
import { witnessOfPatterns, type Witness } from './witness.ts';

export interface CompiledItem<E> {
  readonly test: (event: E) => boolean;
  readonly witness: Witness | undefined;
  /** What an explanation shows: the field and its value in the event. */
  readonly field: string | undefined;
  readonly read: ((event: E) => unknown) | undefined;
}

type ValueTest = (value: unknown) => boolean;

const COMPARISONS: Record<string, (a: number, b: number) => boolean> = {
  lt: (a, b) => a < b, lte: (a, b) => a <= b, gt: (a, b) => a > b, gte: (a, b) => a >= b,
};
const OTHER_MODIFIERS = new Set(['all', 're', 'i', 'm', 's', 'cidr', 'exists', 'fieldref', 'cased', 'neq', 'expand', ...Object.keys(COMPARISONS)]);
const RE_FLAGS: Record<string, number> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL };

/** Compiles one item to a test over events. Throws SigmaProblem with the item's line for what cannot be. */
export function compileItem<E>(item: DetectionItem, fields: EventFields<E>): CompiledItem<E> {
  for (const modifier of item.modifiers) {
    if (!VALUE_MODIFIERS.has(modifier) && !OTHER_MODIFIERS.has(modifier)) throw new SigmaProblem(item.line, `unknown modifier '${modifier}'`);
  }
  if (item.modifiers.includes('expand')) throw new SigmaProblem(item.line, "'expand' needs values for its placeholders, and none are configured");
  const has = (modifier: string): boolean => item.modifiers.includes(modifier);
  if (item.field === undefined) return keywordItem(item, fields);
  const read = fields.read(item.field);
  const compiled = (test: (event: E) => boolean, witness?: Witness): CompiledItem<E> => ({ test, witness, field: item.field, read });

  if (has('exists')) {
    const [wanted] = item.values;
    if (typeof wanted !== 'boolean' || item.values.length > 1) throw new SigmaProblem(item.line, "'exists' takes true or false");
    return compiled((event) => (read(event) !== undefined) === wanted);
  }
  if (has('fieldref')) {
    const others = item.values.map((value) => fields.read(String(value)));
    const compare = fieldComparison(item);
    return compiled((event) => {
      const value = read(event);
      const one = (other: (event: E) => unknown): boolean => someText(value, (a) => someText(other(event), (b) => compare(a, b)));
      return has('neq') !== (has('all') ? others.every(one) : others.some(one));
    });
  }
  const tests = item.values.map((value) => valueTest(item, value));
  const [only] = tests;
  const combined: ValueTest = tests.length === 1 && only ? only : has('all') ? (value) => tests.every((test) => test(value)) : (value) => tests.some((test) => test(value));
  if (has('neq')) return compiled((event) => !combined(read(event)));
  return compiled((event) => combined(read(event)), witnessOf(item));
}

function keywordItem<E>(item: DetectionItem, fields: EventFields<E>): CompiledItem<E> {
  const tests = item.values.map((value) => valueTest(item.modifiers.includes('re') ? item : { ...item, modifiers: [...item.modifiers.filter((m) => m !== 'contains'), 'contains'] }, value));
  const all = item.modifiers.includes('all');
  const found = (event: E, test: ValueTest): boolean => {
    for (const value of fields.values(event)) if (test(value)) return true;
    return false;
  };
  return { test: (event) => (all ? tests.every((test) => found(event, test)) : tests.some((test) => found(event, test))), witness: undefined, field: undefined, read: undefined };
}

function valueTest(item: DetectionItem, value: SigmaScalar): ValueTest {
  const has = (modifier: string): boolean => item.modifiers.includes(modifier);
  if (value === null) return (found) => found === undefined || found === null;
  const comparison = item.modifiers.map((modifier) => COMPARISONS[modifier]).find((compare) => compare !== undefined);
  if (comparison) {
    const bound = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
    if (Number.isNaN(bound) || typeof value === 'boolean') throw new SigmaProblem(item.line, `'${String(value)}' is no number to compare with`);
    return (found) => someText(found, (text) => text !== '' && comparison(Number(text), bound));
  }
  if (has('cidr')) {
    const prefix = attempt(item.line, () => compilePrefix(String(value)));
    return (found) => someText(found, (text) => prefix.contains(text));
  }
  if (has('re')) {
    const flags = item.modifiers.reduce((sum, modifier) => sum | (RE_FLAGS[modifier] ?? 0), 0);
    const regex = attempt(item.line, () => RE2JS.compile(String(value), flags));
    return (found) => someText(found, (text) => regex.test(text));
  }
  const cased = has('cased');
  const tests = expandValue(item, value).map((pattern) => compilePattern(cased ? pattern : lower(pattern)));
  const [only] = tests;
  const test = tests.length === 1 && only ? only : (text: string): boolean => tests.some((one) => one(text));
  return cased ? (found) => someText(found, test) : (found) => someText(found, (text) => test(text.toLowerCase()));
}

function fieldComparison(item: DetectionItem): (a: string, b: string) => boolean {
  const fold = item.modifiers.includes('cased') ? (text: string): string => text : (text: string): string => text.toLowerCase();
  if (item.modifiers.includes('contains')) return (a, b) => fold(a).includes(fold(b));
  if (item.modifiers.includes('startswith')) return (a, b) => fold(a).startsWith(fold(b));
  if (item.modifiers.includes('endswith')) return (a, b) => fold(a).endsWith(fold(b));
  return (a, b) => fold(a) === fold(b);
}

function witnessOf(item: DetectionItem): Witness | undefined {
  if (item.field === undefined || item.values.includes(null) || item.modifiers.some((m) => m === 're' || m === 'cidr' || m in COMPARISONS)) return undefined;
  const perValue = item.values.map((value) => expandValue(item, value).map(lower));
  if (!item.modifiers.includes('all')) return witnessOfPatterns(item.field, perValue.flat());
  const candidates = perValue.map((patterns) => witnessOfPatterns(item.field ?? '', patterns)).filter((witness) => witness !== undefined);
  return candidates.sort((a, b) => b.strength - a.strength)[0];
}

function lower(pattern: Pattern): Pattern {
  return pattern.map((token) => (typeof token === 'string' ? token.toLowerCase() : token));
}

function attempt<T>(line: number, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    throw new SigmaProblem(line, error instanceof Error ? error.message : String(error));
  }
}
