import type { CaseClock } from '@watchfloor/postgres';
import type { ClockState } from './case.enums.ts';
import type { ClockModel } from './case.model.ts';

/** A clock as it stands at `nowMs`: one whose due instant has passed since the case last changed shows as breached. */
export function toClock(row: CaseClock, nowMs: number): ClockModel {
  const ranOut = (row.state === 'running' || row.state === 'outside_hours') && row.dueAt !== null && row.dueAt.getTime() < nowMs;
  return {
    name: row.name,
    state: (ranOut ? 'breached' : row.state) as ClockState,
    targetMinutes: row.targetMinutes,
    calendar: row.calendar,
    startedAt: row.startedAt,
    dueAt: row.dueAt,
    warnAt: row.warnAt,
    stoppedAt: row.stoppedAt,
    breachedAt: row.breachedAt ?? (ranOut ? row.dueAt : null),
    consumedSeconds: Number(row.consumedMs) / 1_000,
  };
}
