import type { SimLine } from './line.ts';

/** Something at a site that does one thing again and again. */
export interface Actor {
  /** Milliseconds to the next act. */
  wait(atMs: number): number;
  /** What the sensor writes of this act. */
  act(atMs: number): SimLine[];
}
