import type { TestProject } from 'vitest/node';
import type { Desk } from './desk.ts';
import { EngineDesk } from './engine-desk.ts';

declare module 'vitest' {
  interface ProvidedContext {
    watchfloorDesk: Desk;
  }
}

/** vitest's globalSetup: one set of engines for the whole run, each started when the first test file asks for it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const desk = new EngineDesk();
  project.provide('watchfloorDesk', await desk.open());
  return () => desk.close();
}
