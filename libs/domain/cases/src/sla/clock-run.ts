import type { CaseSeverity } from '@watchfloor/core';
import type { ClockRule } from '../policy.ts';

/** One clock after the facts so far. Times in epoch ms, durations in ms of business time. */
export interface ClockRun {
  readonly name: string;
  /** The rule in force; `targetMs` of it may exceed the contract's by the grace of a raise. */
  readonly rule: ClockRule;
  /** The target as the contract states it. */
  readonly contractTargetMs: number;
  readonly startedAt: number;
  readonly phase: 'running' | 'paused' | 'stopped' | 'cancelled';
  /** Business time used up to `runningSince`, or in all when it does not run. */
  readonly consumedMs: number;
  readonly runningSince: number | null;
  /** Null while paused, and when it lies beyond the compiled calendar. Stays once breached or stopped. */
  readonly dueAt: number | null;
  readonly breachedAt: number | null;
  readonly stoppedAt: number | null;
}

/** What moves clocks; `at` is when it counted, which is not always the order in which it was processed. */
export type ClockFact =
  | { readonly kind: 'start'; readonly at: number; readonly severity: CaseSeverity }
  | { readonly kind: 'rate'; readonly at: number; readonly severity: CaseSeverity }
  | { readonly kind: 'hold'; readonly at: number }
  | { readonly kind: 'resume'; readonly at: number; readonly automatic: boolean }
  | { readonly kind: 'stop'; readonly at: number; readonly clock: string }
  | { readonly kind: 'resolve'; readonly at: number; readonly contained: boolean }
  | { readonly kind: 'reopen'; readonly at: number }
  | { readonly kind: 'contract'; readonly at: number; readonly revision: number };

/** All clocks of a case after a sequence of facts. */
export interface ClockFold {
  readonly severity: CaseSeverity | null;
  /** Index into the case's policies. */
  readonly revision: number;
  readonly held: boolean;
  readonly finished: boolean;
  /**
   * Clocks whose milestone was reached, whether they ran or not: a first time does not move, so they never run again.
   * Absent in a state that was carried on from before it was kept.
   */
  readonly reached?: readonly string[];
  readonly runs: Readonly<Record<string, ClockRun>>;
}
