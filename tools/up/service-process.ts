import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { Running, Startable } from './supervisor.ts';

export interface ServiceProcess {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** URL that answers 200 once the service can work; without one the process counts as ready when it has started. */
  readonly readyUrl?: string;
  readonly logFile: string;
  /** How long it may take to become ready. */
  readonly readyTimeoutMs: number;
}

/** How long a service may take to finish what it holds after SIGTERM before it is killed. */
const STOP_GRACE_MS = 20_000;
const POLL_MS = 150;

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** One of our services as a child process whose output goes to a file. */
export function serviceProcess(service: ServiceProcess): Startable {
  return { name: service.name, start: () => startService(service) };
}

async function startService(service: ServiceProcess): Promise<Running> {
  const log = createWriteStream(service.logFile, { flags: 'a' });
  const [program = '', ...args] = service.command;
  // A group of its own: Ctrl-C in the terminal must reach the supervisor only, which then stops things in order.
  const child = spawn(program, args, { env: { ...inherited(), ...service.env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  let over = false;
  const exited = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  void exited.then(() => log.end());
  const stop = async (): Promise<void> => {
    if (over) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
    await exited;
    clearTimeout(timer);
  };
  const deadline = Date.now() + service.readyTimeoutMs;
  while (service.readyUrl && !(await answers(service.readyUrl))) {
    if (over) throw new Error(`${service.name} ended while starting: see ${service.logFile}`);
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${service.name} was not ready after ${service.readyTimeoutMs / 1000} s: see ${service.logFile}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return { pid: child.pid, exited, stop };
}

/** What a service inherits: the path and locale, but no WF_ setting that the start command did not choose. */
function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined && !e[0].startsWith('WF_')));
}
