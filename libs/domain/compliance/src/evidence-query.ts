import type { QueryResult } from './control-status.ts';
import type { EvidenceFacts } from './facts.ts';

/**
 * A named query over the facts of a period. With `needsSensors` its result can never be 'satisfied' while a sensor of the
 * customer was silent: the evaluator turns it into 'not assessed' and says which sensor and when.
 */
export interface EvidenceQuery {
  readonly name: string;
  /** What it asks, as an auditor would put it. */
  readonly question: string;
  readonly needsSensors: boolean;
  run(facts: EvidenceFacts): QueryResult;
}

type Observations = QueryResult['observations'];

export const satisfied = (reason: string, observations: Observations): QueryResult => ({ status: 'satisfied', reason, observations });
export const notSatisfied = (reason: string, observations: Observations): QueryResult => ({ status: 'not_satisfied', reason, observations });
export const notAssessed = (reason: string, observations: Observations = {}): QueryResult => ({ status: 'not_assessed', reason, observations });

/** The first few of a list for a sentence, and how many more there are. */
export function some(names: readonly string[], limit = 5): string {
  const rest = names.length - limit;
  return `${names.slice(0, limit).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
