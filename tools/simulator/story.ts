import type { SimLine } from './line.ts';

/** One step of a story: what is said of it to people, and what the sensors write. */
export interface StoryStep {
  /** Milliseconds after the start of the story. */
  readonly afterMs: number;
  readonly says: string;
  /** The lines, as written at the moment the step is played. */
  lines(atMs: number): SimLine[];
}

/** A named attack: played once, in real time. */
export interface Story {
  readonly title: string;
  /** What the watch floor should make of it. */
  readonly expects: string;
  readonly steps: readonly StoryStep[];
}

/** Makes the story for a start at `now` (epoch ms). */
export type TellStory = (options: { readonly seed: string; readonly now: number }) => Story;
