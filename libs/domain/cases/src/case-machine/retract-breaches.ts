import type { Recorder } from './recorder.ts';

/** Takes back, on record, each breach that a command received in time and processed late has undone or moved. */
export function retractBreaches(recorder: Recorder, at: number): void {
  for (const clock of Object.values(recorder.state.clocks)) {
    const { breach } = clock.record;
    if (breach === null) continue;
    const missedAt = clock.breachedAt ?? (clock.phase === 'running' ? clock.dueAt : null);
    if (missedAt !== breach.at) recorder.record('sla.breach_retracted', at, { clock: clock.name, was: breach.at });
  }
}
