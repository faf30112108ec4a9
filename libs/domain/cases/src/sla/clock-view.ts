import type { CaseState } from '../states/case-state.ts';
import { calendarOf, consumedAt, type Calendars } from './clock.ts';
import { isOpen } from './calendar.ts';
import type { ClockRun } from './clock-run.ts';

/** What a clock shows. breached: the due instant has passed and it is not stopped, or ended without a result. */
export type ClockOutcome = 'running' | 'outside_hours' | 'paused' | 'met' | 'met_late' | 'breached' | 'cancelled';

/** A clock as read at one instant; times in epoch ms. */
export interface ClockView {
  readonly name: string;
  readonly state: ClockOutcome;
  /** As the contract states it. */
  readonly targetMinutes: number;
  readonly calendar: string;
  readonly startedAt: number;
  readonly dueAt: number | null;
  readonly warnAt: number | null;
  readonly stoppedAt: number | null;
  readonly breachedAt: number | null;
  readonly runningSince: number | null;
  readonly consumedMs: number;
}

/** Outcome of a clock at `now`. */
export function clockOutcome(calendars: Calendars, run: ClockRun, now: number): ClockOutcome {
  const breached = run.breachedAt !== null || (run.phase === 'running' && run.dueAt !== null && now > run.dueAt);
  if (run.phase === 'cancelled') return breached ? 'breached' : 'cancelled';
  if (run.phase === 'stopped') return breached ? 'met_late' : 'met';
  if (breached) return 'breached';
  if (run.phase === 'paused') return 'paused';
  return isOpen(calendarOf(calendars, run.rule), now) ? 'running' : 'outside_hours';
}

/** One clock as read at `now`. */
export function viewClock(calendars: Calendars, run: ClockRun, warnAt: number | null, now: number): ClockView {
  const state = clockOutcome(calendars, run, now);
  return {
    name: run.name,
    state,
    targetMinutes: run.contractTargetMs / 60_000,
    calendar: run.rule.calendar,
    startedAt: run.startedAt,
    dueAt: run.dueAt,
    warnAt,
    stoppedAt: run.stoppedAt,
    breachedAt: run.breachedAt ?? (state === 'breached' ? run.dueAt : null),
    runningSince: run.runningSince,
    consumedMs: consumedAt(calendars, run, now),
  };
}

/** Every clock of a case as read at `now` (epoch ms). */
export function clockViews(state: CaseState, now: number): ClockView[] {
  const calendars = state.policies.at(-1)?.calendars ?? {};
  return Object.values(state.clocks).map((clock) => viewClock(calendars, clock, clock.warnAt, now));
}
