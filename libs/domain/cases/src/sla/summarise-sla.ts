import type { CaseState } from '../states/case-state.ts';
import { clockViews } from './clock-view.ts';

export interface SlaSummary {
  /** The worst first: any breach, then none left to meet, warned, paused, ok. */
  readonly slaState: 'breached' | 'done' | 'at_risk' | 'paused' | 'ok';
  /** Next due instant of a clock that can still be met, epoch ms. */
  readonly nextDueAt: number | null;
}

/** One word and one instant for the queue, as read at `now`. */
export function summariseSla(state: CaseState, now: number): SlaSummary {
  const views = clockViews(state, now);
  const running = views.filter((view) => view.state === 'running' || view.state === 'outside_hours');
  const dues = running.flatMap((view) => (view.dueAt === null ? [] : [view.dueAt]));
  return { slaState: slaState(), nextDueAt: dues.length === 0 ? null : Math.min(...dues) };

  function slaState(): SlaSummary['slaState'] {
    if (views.some((view) => view.breachedAt !== null)) return 'breached';
    if (running.some((view) => (state.clocks[view.name]?.record.warned.length ?? 0) > 0)) return 'at_risk';
    if (running.length > 0) return 'ok';
    return views.some((view) => view.state === 'paused') ? 'paused' : 'done';
  }
}
