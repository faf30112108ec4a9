import { runDueStep } from '../escalation/run-due-step.ts';
import { startEscalation } from '../escalation/start-escalation.ts';
import type { CaseClock, CaseState } from '../states/case-state.ts';
import { nextPercent } from './refresh-clocks.ts';
import type { Recorder } from './recorder.ts';

/** Something that time brings about. `at` is when it counts, `wakeAt` the first instant at which it can be seen. */
export interface DueItem {
  readonly at: number;
  readonly wakeAt: number;
  readonly happen: (recorder: Recorder) => void;
}

/** All that time will bring about, in the order of happening at the same instant. */
export function dueItems(state: CaseState): DueItem[] {
  return [...holdEnd(state), ...Object.values(state.clocks).flatMap(clockItems), ...acknowledgementEnd(state), ...silenceEnd(state), ...escalationStep(state)];
}

function holdEnd(state: CaseState): DueItem[] {
  const { hold } = state;
  if (state.status !== 'on_hold' || hold === null) return [];
  return [timed(hold.until, (recorder) => recorder.record('case.resumed', hold.until, { by: 'end' }))];
}

function clockItems(clock: CaseClock): DueItem[] {
  const items: DueItem[] = [];
  const { warnAt } = clock;
  const percent = nextPercent(clock, clock.record);
  if (warnAt !== null && percent !== undefined) {
    items.push(timed(warnAt, (recorder) => recorder.record('sla.warning', warnAt, { clock: clock.name, percent, dueAt: clock.dueAt })));
  }
  const missedAt = clock.breachedAt ?? (clock.phase === 'running' ? clock.dueAt : null);
  if (missedAt !== null && clock.record.breach === null) {
    // Stopping at the due instant is in time: a breach shows a millisecond later.
    items.push({ at: missedAt, wakeAt: missedAt + 1, happen: (recorder) => recorder.record('sla.breached', missedAt, { clock: clock.name, dueAt: missedAt, noticedAt: recorder.now }) });
  }
  return items;
}

function acknowledgementEnd(state: CaseState): DueItem[] {
  const { acknowledgement, status } = state;
  const expiry = state.policies.at(-1)?.acknowledgementExpiryMs ?? null;
  if (expiry === null || status !== 'in_progress' || acknowledgement === null || acknowledgement.confirmed) return [];
  const at = acknowledgement.at + expiry;
  return [
    timed(at, (recorder) => {
      recorder.record('case.acknowledgement_expired', at, { by: acknowledgement.by });
      startEscalation(recorder, at, 'unacknowledged');
    }),
  ];
}

function silenceEnd(state: CaseState): DueItem[] {
  const until = state.escalation.silencedUntil;
  return until === null ? [] : [timed(until, (recorder) => startEscalation(recorder, until, 'silence_ended'))];
}

function escalationStep(state: CaseState): DueItem[] {
  const { active, nextAt } = state.escalation;
  return active && nextAt !== null ? [timed(nextAt, (recorder) => runDueStep(recorder, nextAt))] : [];
}

function timed(at: number, happen: DueItem['happen']): DueItem {
  return { at, wakeAt: at, happen };
}
