import type { CaseSeverity } from '@watchfloor/core';
import type { EscalationChain, EscalationPlan, EscalationStep } from './escalation-plan.ts';
import type { EscalationState } from './escalation-state.ts';

/** Gap before the last resort where a severity has no chain of its own. */
export const DEFAULT_ROUND_WAIT_MS = 15 * 60_000;
/** A step noticed later than this after it was due is marked late. */
export const LATE_AFTER_MS = 60_000;

const NO_CHAIN: EscalationChain = { steps: [], repeat: 0, roundWaitMs: DEFAULT_ROUND_WAIT_MS };

/** The chain of a severity; one without steps goes to the last resort after its round wait. */
export function chainOf(plan: EscalationPlan, severity: CaseSeverity): EscalationChain {
  return plan.chains[severity] ?? NO_CHAIN;
}

/** Due time of the first step of a chain that starts at `at`. */
export function firstDueAt(plan: EscalationPlan, severity: CaseSeverity, at: number): number {
  const chain = chainOf(plan, severity);
  return at + (chain.steps[0]?.waitMs ?? chain.roundWaitMs);
}

/** The step that runs next; the last resort once every round was run. */
export function nextStep(plan: EscalationPlan, state: EscalationState): { step: EscalationStep; lastResort: boolean } {
  const chain = chainOf(plan, state.severity);
  const step = state.round - state.firstRound <= chain.repeat ? chain.steps[state.step] : undefined;
  if (step !== undefined) return { step, lastResort: false };
  return { step: { waitMs: plan.lastResortEveryMs, targets: plan.lastResort.map((target) => ({ ...target, hours: null })), channels: [], important: true }, lastResort: true };
}

export interface Position {
  readonly round: number;
  readonly step: number;
}

/** Where the chain stands after the step that runs now. */
export function positionAfter(plan: EscalationPlan, state: EscalationState): Position {
  const chain = chainOf(plan, state.severity);
  const more = !nextStep(plan, state).lastResort && state.step + 1 < chain.steps.length;
  return more ? { round: state.round, step: state.step + 1 } : { round: state.round + 1, step: 0 };
}

/** When the step after the one due at `dueAt` runs. Repetitions of the last resort before `now` are counted, not run. */
export function dueAfter(plan: EscalationPlan, state: EscalationState, dueAt: number, now: number): { nextAt: number; missed: number } {
  const chain = chainOf(plan, state.severity);
  if (nextStep(plan, state).lastResort) {
    const missed = Math.max(0, Math.floor((now - dueAt) / plan.lastResortEveryMs));
    return { nextAt: dueAt + (missed + 1) * plan.lastResortEveryMs, missed };
  }
  const position = positionAfter(plan, state);
  const wait = position.round === state.round ? (chain.steps[position.step]?.waitMs ?? 0) : chain.roundWaitMs;
  return { nextAt: dueAt + wait, missed: 0 };
}
