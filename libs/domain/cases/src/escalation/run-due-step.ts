import type { Recorder } from '../case-machine/recorder.ts';
import { isOpen } from '../sla/calendar.ts';
import { dueAfter, LATE_AFTER_MS, nextStep } from './escalation-chain.ts';
import type { EscalationPlan, EscalationTarget, PlannedTarget } from './escalation-plan.ts';

/**
 * Runs the step that is due: one `escalation.step` to be noticed by the workflow. A step that nobody's hours allow is put on
 * record as such and the next one becomes due at the same instant.
 */
export function runDueStep(recorder: Recorder, dueAt: number): void {
  const plan = recorder.plan();
  const { escalation } = recorder.state;
  const { step, lastResort } = nextStep(plan, escalation);
  const { nextAt, missed } = dueAfter(plan, escalation, dueAt, recorder.now);
  const targets = step.targets.filter((target) => isReachable(plan, target, dueAt));
  const { round, step: index, chain } = escalation;
  recorder.record('escalation.step', dueAt, {
    chain,
    round,
    step: index,
    targets: targets.map(bare),
    outsideHours: step.targets.filter((target) => !targets.includes(target)).map(bare),
    channels: step.channels,
    important: step.important,
    lastResort,
    dueAt,
    late: recorder.now - dueAt > LATE_AFTER_MS,
    nextAt,
    missed,
  });
  if (targets.length === 0) recorder.record('escalation.nobody', dueAt, { round, step: index, cause: 'outside_hours' });
}

function isReachable(plan: EscalationPlan, target: PlannedTarget, at: number): boolean {
  const calendar = target.hours === null ? undefined : plan.calendars[target.hours];
  return calendar === undefined || isOpen(calendar, at);
}

function bare({ kind, id }: PlannedTarget): EscalationTarget {
  return { kind, id };
}
