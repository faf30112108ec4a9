import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outlet } from './outlet.ts';
import type { TellStory } from './story.ts';

const FOLDER = new URL('./attacks/', import.meta.url);

/** Names of the attack stories: the files of `attacks/`. */
export function attackNames(): string[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3)).sort();
}

/**
 * Plays a story once, in real time (about half a minute), through the outlet. `say` gets one sentence for each step. Throws
 * RangeError for a name that is no story.
 */
export async function runAttack(name: string, outlet: Outlet, say: (sentence: string) => void): Promise<void> {
  if (!attackNames().includes(name)) throw new RangeError(`no attack '${name}': one of ${attackNames().join(', ')}`);
  const { tellStory } = (await import(new URL(`${name}.ts`, FOLDER).href)) as { tellStory: TellStory };
  const startMs = Date.now();
  const story = tellStory({ seed: String(startMs), now: startMs });
  say(`${story.title}. Expected: ${story.expects}.`);
  for (const step of story.steps) {
    await sleep(Math.max(0, startMs + step.afterMs - Date.now()));
    say(step.says);
    outlet.send(step.lines(Date.now()));
  }
}
