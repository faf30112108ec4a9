import { compileRule, type CompiledRule } from './compile-rule.ts';
import type { EventFields } from './fields.ts';
import { parseSigmaRules } from './parse-rules.ts';
import { SigmaProblem, type RefusedRule } from './rule.ts';

export interface LoadedRules<E> {
  readonly compiled: readonly CompiledRule<E>[];
  readonly refused: readonly RefusedRule[];
}

/** Reads and compiles all rules of some files for events of one shape. A rule that cannot run is among `refused`, never a throw. */
export function loadSigmaRules<E>(files: readonly { readonly name: string; readonly text: string }[], fields: EventFields<E>): LoadedRules<E> {
  const compiled: CompiledRule<E>[] = [];
  const refused: RefusedRule[] = [];
  for (const file of files) {
    const parsed = parseSigmaRules(file.text, file.name);
    refused.push(...parsed.refused);
    for (const rule of parsed.rules) {
      try {
        compiled.push(compileRule(rule, fields));
      } catch (error) {
        if (!(error instanceof SigmaProblem)) throw error;
        refused.push({ file: file.name, line: error.line, id: rule.id, title: rule.title, reason: error.message });
      }
    }
  }
  return { compiled, refused };
}
