import type { OcsfEvent } from '@watchfloor/ocsf';
import { createRuleSet, loadSigmaRules, ocsfFields, type RefusedRule, type RuleSet, type RuleSetOptions } from '@watchfloor/sigma';
import { sigmaFiles } from './sigma-registry.ts';

export type SigmaRuleSet = RuleSet<OcsfEvent>;

/** Compiles Sigma files (by default the rules we ship) for our OCSF events. Rules that cannot run are returned as refused. */
export function loadOcsfRules(
  files: readonly { readonly name: string; readonly text: string }[] = sigmaFiles,
  options: RuleSetOptions = {},
): { readonly rules: SigmaRuleSet; readonly refused: readonly RefusedRule[] } {
  const { compiled, refused } = loadSigmaRules(files, ocsfFields);
  return { rules: createRuleSet(compiled, ocsfFields, options), refused };
}
