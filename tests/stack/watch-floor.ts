import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '..', '..');
const READY_WITHIN_MS = 900_000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface RunRecord {
  readonly supervisor: number;
  readonly pids: Readonly<Record<string, number>>;
}

/** Who runs on a data folder now: the supervisor and what it keeps alive; undefined when nothing does. */
export function runRecord(dataDir: string): RunRecord | undefined {
  const file = join(dataDir, 'running.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunRecord) : undefined;
}

/** Runs `npm start` on a folder and returns what it printed once it says that it is ready. */
export async function startWatchFloor(dataDir: string, port: number): Promise<string> {
  const log = createWriteStream(`${dataDir}.log`, { flags: 'a' });
  const child = spawn('npm', ['start', '--', '--data-dir', dataDir, '--port', String(port)], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += String(chunk);
      log.write(chunk);
    });
  }
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!output.includes('Watchfloor is ready')) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${output.slice(-4_000)}`);
    if (Date.now() > deadline) throw new Error(`npm start was not ready in time:\n${output.slice(-4_000)}`);
    await sleep(250);
  }
  child.unref();
  return output;
}

/** Presses Ctrl-C and waits until the supervisor is gone. Returns the processes that it left behind (none, if it is right). */
export async function stopWatchFloor(dataDir: string): Promise<string[]> {
  const run = runRecord(dataDir);
  if (!run) return [];
  process.kill(run.supervisor, 'SIGINT');
  const deadline = Date.now() + 120_000;
  while (isAlive(run.supervisor)) {
    if (Date.now() > deadline) throw new Error(`the supervisor ${run.supervisor} did not end`);
    await sleep(200);
  }
  await sleep(500);
  return Object.entries(run.pids).filter(([, pid]) => isAlive(pid)).map(([name, pid]) => `${name} (${pid})`);
}
