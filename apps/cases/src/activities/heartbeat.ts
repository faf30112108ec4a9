import { heartbeat } from '@temporalio/activity';

const EVERY_MS = 3_000;

/** Tells Temporal that the activity lives while `work` runs, so that a dead worker is noticed in seconds and not at the time-out. */
export async function beating<T>(work: () => Promise<T>): Promise<T> {
  const beat = setInterval(() => heartbeat(), EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
