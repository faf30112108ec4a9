import { compileItem, type CompiledItem } from './compile-item.ts';
import { textOf, type EventFields } from './fields.ts';
import type { Condition, Selection, SigmaRule } from './rule.ts';
import { eitherWitness, strongestWitness, type Witness } from './witness.ts';

/** A rule ready to run over events of one shape. */
export interface CompiledRule<E> {
  readonly rule: SigmaRule;
  readonly matches: (event: E) => boolean;
  /** The fields that made a matching event match, with their values. */
  readonly explain: (event: E) => Record<string, string>;
  readonly witness: Witness | undefined;
}

interface Part<E> {
  readonly test: (event: E) => boolean;
  readonly witness: Witness | undefined;
}

/** Compiles a rule to closures. Throws SigmaProblem with the line of what cannot be compiled. */
export function compileRule<E>(rule: SigmaRule, fields: EventFields<E>): CompiledRule<E> {
  const items: CompiledItem<E>[] = [];
  const selections = new Map([...rule.selections].map(([name, selection]) => [name, compileSelection(selection, fields, items)]));
  const condition = compileCondition(rule.condition, selections);
  return {
    rule,
    matches: condition.test,
    witness: condition.witness,
    explain: (event) => {
      const matched: Record<string, string> = {};
      for (const { field, read, test } of items) {
        if (field === undefined || read === undefined || !test(event)) continue;
        const value = read(event);
        const text = Array.isArray(value) ? value.map((item) => textOf(item) ?? '').join(', ') : textOf(value);
        if (text !== undefined) matched[field] = text;
      }
      return matched;
    },
  };
}

function compileSelection<E>(selection: Selection, fields: EventFields<E>, items: CompiledItem<E>[]): Part<E> {
  if (selection.kind === 'any') return anyOf(selection.children.map((child) => compileSelection(child, fields, items)));
  const compiled = selection.items.map((item) => compileItem(item, fields));
  items.push(...compiled);
  return allOf(compiled);
}

function compileCondition<E>(condition: Condition, selections: ReadonlyMap<string, Part<E>>): Part<E> {
  switch (condition.kind) {
    case 'selection':
      return selections.get(condition.name) ?? { test: () => false, witness: undefined };
    case 'not': {
      const { test } = compileCondition(condition.operand, selections);
      return { test: (event) => !test(event), witness: undefined };
    }
    case 'and':
      return allOf(condition.operands.map((operand) => compileCondition(operand, selections)));
    case 'or':
      return anyOf(condition.operands.map((operand) => compileCondition(operand, selections)));
  }
}

function allOf<E>(parts: readonly Part<E>[]): Part<E> {
  const tests = parts.map((part) => part.test);
  const [only] = tests;
  return { test: tests.length === 1 && only ? only : (event) => tests.every((test) => test(event)), witness: strongestWitness(parts.map((part) => part.witness)) };
}

function anyOf<E>(parts: readonly Part<E>[]): Part<E> {
  const tests = parts.map((part) => part.test);
  const [only] = tests;
  return { test: tests.length === 1 && only ? only : (event) => tests.some((test) => test(event)), witness: eitherWitness(parts.map((part) => part.witness)) };
}
