import type { ClockRule } from '../policy.ts';
import { addBusinessTime, businessTimeBetween } from './business-time.ts';
import type { ClockRun } from './clock-run.ts';
import type { CompiledCalendar } from './compiled-calendar.ts';

/** A severity raised late never breaches at once: at least this much business time is left (SEMANTICS §5, clocks 5). */
export const RAISE_GRACE_MS = 30 * 60_000;

/** Calendars by name, of the policy in force. */
export type Calendars = Readonly<Record<string, CompiledCalendar>>;

/** A clock that begins at `at` and does not run yet. */
export function newClock(name: string, rule: ClockRule, at: number): ClockRun {
  return { name, rule, contractTargetMs: rule.targetMs, startedAt: at, phase: 'paused', consumedMs: 0, runningSince: null, dueAt: null, breachedAt: null, stoppedAt: null };
}

/** Counts what was used up to `at` and latches a breach whose due instant has passed. */
export function settleClock(calendars: Calendars, run: ClockRun, at: number): ClockRun {
  if (run.runningSince === null) return run;
  return {
    ...run,
    consumedMs: consumedAt(calendars, run, at),
    runningSince: Math.max(run.runningSince, at),
    breachedAt: run.breachedAt ?? (run.dueAt !== null && at > run.dueAt ? run.dueAt : null),
  };
}

/** Business time used by `at`, in ms. */
export function consumedAt(calendars: Calendars, run: ClockRun, at: number): number {
  return run.runningSince === null ? run.consumedMs : run.consumedMs + businessTimeBetween(calendarOf(calendars, run.rule), run.runningSince, at);
}

/** Freezes what was used; the due instant is open until it runs again, unless it was missed already. */
export function pauseClock(calendars: Calendars, run: ClockRun, at: number): ClockRun {
  if (run.phase !== 'running') return run;
  const settled = settleClock(calendars, run, at);
  return { ...settled, phase: 'paused', runningSince: null, dueAt: settled.breachedAt };
}

/** Runs on with what is left: due = `at` ⊕ (target − consumed). */
export function resumeClock(calendars: Calendars, run: ClockRun, at: number): ClockRun {
  return armClock(calendars, { ...run, phase: 'running', runningSince: at, stoppedAt: null });
}

/** Stops for good: met when at or before due. */
export function stopClock(calendars: Calendars, run: ClockRun, at: number): ClockRun {
  if (run.phase === 'stopped' || run.phase === 'cancelled') return run;
  return { ...settleClock(calendars, run, at), phase: 'stopped', runningSince: null, stoppedAt: at };
}

/** Ends without a result; a breach that happened before stays. */
export function cancelClock(calendars: Calendars, run: ClockRun, at: number): ClockRun {
  if (run.phase === 'stopped' || run.phase === 'cancelled') return run;
  return { ...settleClock(calendars, run, at), phase: 'cancelled', runningSince: null, stoppedAt: at };
}

/**
 * Takes another severity's rule and keeps what was consumed. Raised: due' = min(old due, max(new due, at ⊕ grace)), so never
 * later than promised (then the old rule stays in force) and never an instant breach. Lowered: the new target as it is.
 */
export function rerateClock(calendars: Calendars, run: ClockRun, rule: ClockRule, at: number, raised: boolean): ClockRun {
  const settled = settleClock(calendars, run, at);
  if (!raised || settled.breachedAt !== null) return armClock(calendars, { ...settled, rule, contractTargetMs: rule.targetMs });
  const granted = { ...rule, targetMs: Math.max(rule.targetMs, settled.consumedMs + RAISE_GRACE_MS) };
  const oldDue = settled.dueAt ?? dueFrom(calendars, settled.rule, settled.consumedMs, at);
  const newDue = dueFrom(calendars, granted, settled.consumedMs, at);
  if (oldDue !== null && (newDue === null || oldDue < newDue)) return settled;
  return armClock(calendars, { ...settled, rule: granted, contractTargetMs: rule.targetMs });
}

/** Plans the rest under a new contract or calendar; what was consumed must have been settled under the old one. */
export function replanClock(calendars: Calendars, settled: ClockRun, rule: ClockRule): ClockRun {
  return armClock(calendars, { ...settled, rule, contractTargetMs: rule.targetMs });
}

/** Due instant of a running clock; a missed one stays where it was missed. */
function armClock(calendars: Calendars, run: ClockRun): ClockRun {
  if (run.breachedAt !== null) return { ...run, dueAt: run.breachedAt };
  if (run.runningSince === null) return run;
  return { ...run, dueAt: dueFrom(calendars, run.rule, run.consumedMs, run.runningSince) };
}

function dueFrom(calendars: Calendars, rule: ClockRule, consumedMs: number, at: number): number | null {
  return addBusinessTime(calendarOf(calendars, rule), at, rule.targetMs - consumedMs);
}

/** Calendar of a rule. A missing one is a bug: the contract was checked when it was compiled. */
export function calendarOf(calendars: Calendars, rule: ClockRule): CompiledCalendar {
  const calendar = calendars[rule.calendar];
  if (calendar === undefined) throw new Error(`calendar '${rule.calendar}' is not in the policy`);
  return calendar;
}
