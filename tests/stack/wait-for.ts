import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is there. Throws with `what` and the last error when it does not come within `withinMs`. */
export async function waitFor<T>(what: string, ask: () => Promise<T | undefined>, withinMs = 180_000, everyMs = 500): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await sleep(everyMs);
  }
  throw new Error(`waited ${withinMs / 1000} s in vain for ${what}`, { cause: last });
}
