import type { CaseSeverity } from '@watchfloor/core';

/** Why no chain runs. */
export type EscalationStop = 'acknowledged' | 'resolved' | 'silenced';

/** Where the chain stands. `round` counts over the whole life of the case, so (round, step) never comes twice. */
export interface EscalationState {
  /** How many times a chain was started. */
  chain: number;
  severity: CaseSeverity;
  active: boolean;
  startedAt: number;
  round: number;
  /** Round of this chain at which it started, to count its repeats. */
  firstRound: number;
  /** Index of the step that runs next, from 0; 0 for the last resort, which is a round of its own. */
  step: number;
  /** Due time of that step, epoch ms; null when no chain runs. */
  nextAt: number | null;
  /** The step that ran last; `nobody`: it was recorded that it reached no one. */
  last: { round: number; step: number; lastResort: boolean; nobody: boolean } | null;
  silencedUntil: number | null;
  stoppedBy: EscalationStop | null;
}
