import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWatchFloor, stopWatchFloor } from './watch-floor.ts';

/** Ports of the stack under test; WF_TEST_PORT moves them. */
const PORT = Number(process.env['WF_TEST_PORT'] ?? 23_400);

/** Starts one watch floor for all tests of the run, or uses the one whose data folder WF_TEST_STACK names. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['WF_TEST_STACK']) return async () => undefined;
  const parent = mkdtempSync(join(tmpdir(), 'watchfloor-stack-'));
  const dataDir = join(parent, 'data');
  process.env['WF_TEST_STACK'] = dataDir;
  process.env['WF_TEST_STACK_PORT'] = String(PORT);
  const stop = async (): Promise<void> => {
    await stopWatchFloor(dataDir);
    rmSync(parent, { recursive: true, force: true });
  };
  try {
    await startWatchFloor(dataDir, PORT);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
