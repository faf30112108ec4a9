import { literalOf, type Pattern } from './pattern.ts';

/**
 * What an event must hold for a rule to have any chance: one of the clauses, each an exact value or a literal within the
 * (lower-cased) value of a field. Rules without a witness are tried on every event of their log source.
 */
export interface Witness {
  readonly clauses: readonly WitnessClause[];
  /** Length of the shortest text: the longer, the rarer. An exact value counts double. */
  readonly strength: number;
}

export interface WitnessClause {
  readonly field: string;
  readonly exact: boolean;
  /** Lower case, never empty. */
  readonly text: string;
}

/** The witness of a field that must fit one of the (lower-case) patterns; none when a pattern has no literal at all. */
export function witnessOfPatterns(field: string, patterns: readonly Pattern[]): Witness | undefined {
  const clauses: WitnessClause[] = [];
  for (const pattern of patterns) {
    const exact = literalOf(pattern);
    const text = exact ?? pattern.filter((token) => typeof token === 'string').sort((a, b) => b.length - a.length)[0] ?? '';
    if (text === '') return undefined;
    clauses.push({ field, exact: exact !== undefined, text });
  }
  return witnessOf(clauses);
}

/** Either of the witnesses suffices (an OR); none when one side has none. */
export function eitherWitness(witnesses: readonly (Witness | undefined)[]): Witness | undefined {
  const clauses: WitnessClause[] = [];
  for (const witness of witnesses) {
    if (witness === undefined) return undefined;
    clauses.push(...witness.clauses);
  }
  return witnessOf(clauses);
}

/** Any of them is needed (an AND), so the rarest is taken. */
export function strongestWitness(witnesses: readonly (Witness | undefined)[]): Witness | undefined {
  return witnesses.filter((witness) => witness !== undefined).sort((a, b) => b.strength - a.strength || a.clauses.length - b.clauses.length)[0];
}

function witnessOf(clauses: readonly WitnessClause[]): Witness | undefined {
  if (clauses.length === 0) return undefined;
  return { clauses, strength: Math.min(...clauses.map((clause) => clause.text.length * (clause.exact ? 2 : 1))) };
}
