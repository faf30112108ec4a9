import type { CompiledRule } from './compile-rule.ts';
import { someText, type EventFields } from './fields.ts';
import type { SigmaLogsource, SigmaRule } from './rule.ts';

export interface SigmaMatch {
  readonly rule: SigmaRule;
  readonly matched: Readonly<Record<string, string>>;
}

export interface RuleSet<E> {
  readonly size: number;
  /** Every rule that matches the event, in the order given. A rule that throws is reported and taken for no match. */
  match(event: E): readonly SigmaMatch[];
}

export interface RuleSetOptions {
  /** Failures of one rule after which it is left out. 20 unless told. */
  readonly errorLimit?: number | undefined;
  readonly onError?: ((ruleId: string, error: unknown) => void) | undefined;
}

interface Numbered<E> {
  readonly at: number;
  readonly compiled: CompiledRule<E>;
}
interface FieldIndex<E> {
  readonly read: (event: E) => unknown;
  readonly exact: Map<string, Numbered<E>[]>;
  readonly literals: Map<string, Numbered<E>[]>;
}
interface Index<E> {
  readonly fields: readonly FieldIndex<E>[];
  readonly always: readonly Numbered<E>[];
}

const REMEMBERED = 512;
const NONE: readonly SigmaMatch[] = [];

/** One index per combination of log sources over all rules: an event is tried only against rules whose witness it holds. */
export function createRuleSet<E>(rules: readonly CompiledRule<E>[], fields: EventFields<E>, options: RuleSetOptions = {}): RuleSet<E> {
  const numbered = rules.map((compiled, at): Numbered<E> => ({ at, compiled }));
  const whole = buildIndex(numbered, fields);
  const indexes = new Map<string, Index<E>>();
  const byIdentity = new WeakMap<object, Index<E>>();
  const failures = new Map<number, number>();
  const limit = options.errorLimit ?? 20;

  const indexFor = (event: E): Index<E> => {
    const sources = fields.logsources(event);
    if (sources === undefined) return whole;
    const remembered = byIdentity.get(sources);
    if (remembered !== undefined) return remembered;
    const key = sources.map((source) => `${source.product ?? ''}/${source.category ?? ''}/${source.service ?? ''}`).join(' ');
    let index = indexes.get(key);
    if (index === undefined) {
      // The key comes from events, so the number of remembered indexes is bounded.
      if (indexes.size >= REMEMBERED) indexes.clear();
      index = buildIndex(numbered.filter(({ compiled }) => sources.some((source) => accepts(compiled.rule.logsource, source))), fields);
      indexes.set(key, index);
    }
    byIdentity.set(sources, index);
    return index;
  };

  const run = ({ at, compiled }: Numbered<E>, event: E): SigmaMatch | undefined => {
    if ((failures.get(at) ?? 0) >= limit) return undefined;
    try {
      return compiled.matches(event) ? { rule: compiled.rule, matched: compiled.explain(event) } : undefined;
    } catch (error) {
      failures.set(at, (failures.get(at) ?? 0) + 1);
      options.onError?.(compiled.rule.id, error);
      return undefined;
    }
  };

  return {
    size: rules.length,
    match: (event) => {
      const index = indexFor(event);
      if (index.always.length === 0 && index.fields.length === 0) return NONE;
      const candidates = new Set(index.always);
      for (const field of index.fields) collect(field, event, candidates);
      if (candidates.size === 0) return NONE;
      const matches: { at: number; match: SigmaMatch }[] = [];
      for (const candidate of candidates) {
        const match = run(candidate, event);
        if (match !== undefined) matches.push({ at: candidate.at, match });
      }
      return matches.sort((a, b) => a.at - b.at).map(({ match }) => match);
    },
  };
}

function collect<E>(field: FieldIndex<E>, event: E, candidates: Set<Numbered<E>>): void {
  const value = field.read(event);
  if (value === undefined || value === null) return;
  someText(value, (raw) => {
    const text = raw.toLowerCase();
    for (const rule of field.exact.get(text) ?? []) candidates.add(rule);
    for (const [literal, rules] of field.literals) if (text.includes(literal)) for (const rule of rules) candidates.add(rule);
    return false;
  });
}

function buildIndex<E>(rules: readonly Numbered<E>[], fields: EventFields<E>): Index<E> {
  const byField = new Map<string, FieldIndex<E>>();
  const always: Numbered<E>[] = [];
  for (const rule of rules) {
    const { witness } = rule.compiled;
    if (witness === undefined) always.push(rule);
    for (const clause of witness?.clauses ?? []) {
      const entry = byField.get(clause.field) ?? { read: fields.read(clause.field), exact: new Map<string, Numbered<E>[]>(), literals: new Map<string, Numbered<E>[]>() };
      byField.set(clause.field, entry);
      const table = clause.exact ? entry.exact : entry.literals;
      table.set(clause.text, [...(table.get(clause.text) ?? []), rule]);
    }
  }
  return { fields: [...byField.values()], always };
}

function accepts(wanted: SigmaLogsource, source: SigmaLogsource): boolean {
  return (!wanted.product || wanted.product === source.product) && (!wanted.category || wanted.category === source.category) && (!wanted.service || wanted.service === source.service);
}
