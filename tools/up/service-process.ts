import { createWriteStream } from 'node:fs';
import { spawnLeashed, waitUntil, type RunningEngine } from '@watchfloor/infra-local';
import type { Startable } from './supervisor.ts';

export interface ServiceProcess {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  /** URL that answers 200 once the service can work; without one the process counts as ready when it has started. */
  readonly readyUrl?: string;
  readonly logFile: string;
}

const READY_WITHIN_MS = 60_000;

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** What a service inherits: path and locale, but no WF_ setting that the start command did not choose. */
function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined && !e[0].startsWith('WF_')));
}

/** One of our services as a child process whose output goes to a file and which ends when this process ends. */
export function serviceProcess(service: ServiceProcess): Startable {
  return { name: service.name, start: () => startService(service) };
}

async function startService(service: ServiceProcess): Promise<RunningEngine> {
  const log = createWriteStream(service.logFile, { flags: 'a' });
  const [program, ...args] = service.command;
  const running = await spawnLeashed(program, args, { env: { ...inherited(), ...service.env } });
  running.stdout.pipe(log, { end: false });
  running.stderr.pipe(log, { end: false });
  void running.ended.then(() => log.end());
  const { readyUrl } = service;
  if (readyUrl) {
    try {
      await waitUntil(running, () => answers(readyUrl), () => `see ${service.logFile}`, READY_WITHIN_MS, 150);
    } catch (error) {
      await running.stop();
      throw new Error(`${service.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  return running;
}
