import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningEngine } from './running-engine.ts';

/**
 * Asks `ready` every `everyMs` until it says true. Throws when the engine ends first or after `withinMs`; `tail` gives
 * the end of its log for the message.
 */
export async function waitUntil(engine: RunningEngine, ready: () => Promise<boolean>, tail: () => string, withinMs: number, everyMs = 50): Promise<void> {
  let end: string | undefined;
  void engine.ended.then((how) => {
    end = how;
  });
  const deadline = Date.now() + withinMs;
  for (;;) {
    if (end !== undefined) throw new Error(`it ended while starting (${end}); its last words:\n${tail()}`);
    if (await ready()) return;
    if (Date.now() > deadline) throw new Error(`it was not ready after ${Math.round(withinMs / 1000)} s; its last words:\n${tail()}`);
    await sleep(everyMs);
  }
}
