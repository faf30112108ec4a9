import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { RunningEngine } from './running-engine.ts';

export interface LeashOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** The engine's clean shutdown signal; also sent when this process dies, however it dies. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT';
  /** Milliseconds to wait after the signal before SIGKILL; default 20 s. */
  readonly stopWithinMs?: number;
}

export interface LeashedProcess extends RunningEngine {
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly child: ChildProcess;
}

// The shell becomes the engine (exec keeps the pid) after leaving a watcher that waits for the end of our pipe: the
// kernel closes it also when we are killed with -9, so no engine outlives its owner.
const LEASH = `exec 3<&0
pid=$$
( read -r _ <&3
  kill -s "$WF_LEASH_SIGNAL" $pid && { i=0; while kill -0 $pid && [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done; kill -s KILL $pid; }
) >/dev/null 2>&1 &
exec "$@" </dev/null 3<&-`;

/**
 * Starts a program in a session of its own (Ctrl-C in the terminal does not reach it) that ends when this process ends,
 * even by SIGKILL. Throws when the program cannot be started at all.
 */
export async function spawnLeashed(command: string, args: readonly string[], options: LeashOptions = {}): Promise<LeashedProcess> {
  const signal = options.stopSignal ?? 'SIGTERM';
  const windows = process.platform === 'win32';
  const child = spawn(windows ? command : '/bin/sh', windows ? [...args] : ['-c', LEASH, 'leash', command, ...args], {
    cwd: options.cwd,
    env: { ...(options.env ?? process.env), WF_LEASH_SIGNAL: signal.slice(3) },
    detached: !windows,
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Error(`cannot start ${command}: ${error.message}`, { cause: error })));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`cannot start ${command}: it has no process id`);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, by) => {
      child.stdin.destroy();
      resolve(by === null ? `exit code ${code ?? 0}` : `signal ${by}`);
    });
  });
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), options.stopWithinMs ?? 20_000);
    await ended;
    clearTimeout(timer);
  };
  return { pid, ended, child, stdout: child.stdout, stderr: child.stderr, stop: () => (stopping ??= stop()) };
}
