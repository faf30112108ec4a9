import type { SimLine } from './line.ts';
import { Random } from './random.ts';
import { hospitalCampus } from './traffic/hospital-campus.ts';
import { pumpingStation } from './traffic/pumping-station.ts';
import { treatmentPlant } from './traffic/treatment-plant.ts';

export interface SimulateOptions {
  readonly seed: string;
  /** Epoch milliseconds at which it starts. */
  readonly now: number;
  /** 2 makes everybody twice as busy. Default 1, some 30 lines a second in all. */
  readonly rate?: number;
}

/** The lines of one second, oldest first. `untilMs` is its end. */
export interface Tick {
  readonly untilMs: number;
  readonly lines: readonly SimLine[];
}

const TICK_MS = 1000;

/**
 * Normal traffic of both demo customers, second by second and without end. Pure: the same options give the same lines.
 * Everything it says is allowed by the world's conduits, masters and windows, so it raises no finding.
 */
export function* simulate({ seed, now, rate = 1 }: SimulateOptions): Generator<Tick, never> {
  const starts = new Random(seed, 'starts');
  const actors = [...treatmentPlant(seed), ...pumpingStation(seed), ...hospitalCampus(seed)].map((actor) => ({ actor, dueMs: now + (actor.wait(now) * starts.next()) / rate }));
  // A line is written when what it tells of has ended: it waits for its second.
  let waiting: SimLine[] = [];
  for (let untilMs = now + TICK_MS; ; untilMs += TICK_MS) {
    for (const each of actors) {
      while (each.dueMs < untilMs) {
        waiting.push(...each.actor.act(Math.floor(each.dueMs)));
        each.dueMs += Math.max(1, each.actor.wait(each.dueMs)) / rate;
      }
    }
    const lines = waiting.filter((line) => line.atMs < untilMs).sort((a, b) => a.atMs - b.atMs);
    waiting = waiting.filter((line) => line.atMs >= untilMs);
    yield { untilMs, lines };
  }
}
