import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const START_WITHIN_MS = 15 * 60_000;
const STOP_WITHIN_MS = 120_000;

/** What `tools/up` writes when it is ready; seconds. */
export interface StartTimes {
  readonly totalSeconds: number;
  readonly phases: Readonly<Record<string, number>>;
}

export interface MeasuredStart extends StartTimes {
  /** From Ctrl-C until the process was gone. */
  readonly stopSeconds: number;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Ends what a start left behind that did not stop by itself: the processes that it recorded in its data folder. */
function killRecorded(dataDir: string): void {
  const file = join(dataDir, 'running.json');
  if (!existsSync(file)) return;
  const { pids } = JSON.parse(readFileSync(file, 'utf8')) as { readonly pids: Readonly<Record<string, number>> };
  for (const pid of Object.values(pids)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
}

/**
 * Starts Watchfloor on a data folder as `npm start` does, waits until it is ready, stops it as Ctrl-C does, and gives its
 * phases. Throws with the end of its output when it does not start within 15 minutes; nothing is left running either way.
 */
export async function measuredStart(dataDir: string, port: number, abort: AbortSignal): Promise<MeasuredStart> {
  abort.throwIfAborted();
  const report = join(dataDir, 'startup.json');
  rmSync(report, { force: true });
  const path = `${join(repository, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  // A group of its own: Ctrl-C in the terminal reaches only the benchmark, which then stops the start in good order.
  const child = spawn(process.execPath, [join(repository, 'tools/up/main.ts'), '--data-dir', dataDir, '--port', String(port)], { cwd: repository, detached: true, env: { ...process.env, PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
  let ended = false;
  const end = new Promise<void>((resolve) => child.once('close', () => resolve())).then(() => void (ended = true));
  const deadline = Date.now() + START_WITHIN_MS;
  try {
    while (!output.includes('Watchfloor is ready')) {
      abort.throwIfAborted();
      if (ended) throw new Error(`Watchfloor did not start:\n${output}`);
      if (Date.now() > deadline) throw new Error(`Watchfloor was not ready after ${START_WITHIN_MS / 60_000} minutes:\n${output}`);
      await sleep(100);
    }
    const times = JSON.parse(readFileSync(report, 'utf8')) as StartTimes;
    const stoppedAt = performance.now();
    child.kill('SIGINT');
    await Promise.race([end, sleep(STOP_WITHIN_MS)]);
    if (!ended) throw new Error(`Watchfloor did not stop within ${STOP_WITHIN_MS / 1000} s:\n${output}`);
    return { ...times, stopSeconds: Math.round((performance.now() - stoppedAt) / 10) / 100 };
  } finally {
    if (!ended) {
      child.kill('SIGINT');
      await Promise.race([end, sleep(STOP_WITHIN_MS)]);
    }
    if (!ended) {
      killRecorded(dataDir);
      child.kill('SIGKILL');
    }
  }
}
