import { inject } from 'vitest';
import { askDesk, type Desk } from './desk.ts';
import { Engines, type EngineAddresses, type EngineName } from './engines.ts';
import type {} from './global-setup.ts';

let own: Engines | undefined;

/** An engine of the test run; outside vitest (benchmarks, one-off scripts) one of this process. */
export function engineAddresses<N extends EngineName>(name: N): Promise<EngineAddresses[N]> {
  const desk = runsDesk();
  if (desk !== undefined) return askDesk(desk, name);
  return (own ??= new Engines()).get(name);
}

/** Stops the engines that this process started for itself; those of a test run end with the run. */
export async function stopOwnEngines(): Promise<void> {
  await own?.stop();
  own = undefined;
}

function runsDesk(): Desk | undefined {
  try {
    return inject('watchfloorDesk');
  } catch {
    return undefined;
  }
}
