import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spawnLeashed, tailOf } from '@watchfloor/infra-local';
import { debianPackages } from '../../tools/bench/load/debian-package.ts';

/** Why real senders cannot be had here; undefined where they can, and then they must run. */
export const noSenders = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'apt-get')))
  ? undefined
  : 'this machine has no apt-get, and the senders come from Debian packages';

/** Programs of Debian, unpacked and not installed. */
export interface UnpackedSender {
  /** Where a path of the packages is; `*` in it stands for the machine's library folder, as `x86_64-linux-gnu`. */
  path(inside: string): string;
  /** Starts a program that runs until it is stopped, or until we end. */
  start(program: string, args: readonly string[]): Promise<RunningSender>;
  /** Runs a program to its end, with lines on its standard input. Throws with what it printed where it fails or takes over 60 s. */
  run(program: string, args: readonly string[], lines: readonly string[]): Promise<void>;
}

export interface RunningSender {
  /** What it printed last. */
  printed(): string;
  stop(): Promise<void>;
}

/** Unpacks packages, and what they need and this machine has not, into the cache folder. `libraries` are folders beside the usual ones. */
export async function unpackedSender(packages: readonly string[], libraries: readonly string[] = []): Promise<UnpackedSender> {
  const root = await debianPackages(`sender-${packages[0] ?? ''}`, packages);
  // Packages of plain programs have no library folder at all.
  const triplet = existsSync(join(root, 'usr/lib')) ? (readdirSync(join(root, 'usr/lib')).find((folder) => folder.endsWith('-linux-gnu')) ?? '') : '';
  const path = (inside: string): string => join(root, inside.replace('*', triplet));
  const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: ['usr/lib/*', 'lib/*', ...libraries].map(path).join(':') };
  return {
    path,
    start: async (program, args) => {
      const child = await spawnLeashed(path(program), args, { env });
      return { printed: tailOf([child.stdout, child.stderr]), stop: () => child.stop() };
    },
    run: async (program, args, lines) => {
      const child = spawn(path(program), args, { env, timeout: 60_000, stdio: ['pipe', 'pipe', 'pipe'] });
      const printed = tailOf([child.stdout, child.stderr]);
      child.stdin.on('error', () => undefined);
      child.stdin.end(lines.map((line) => `${line}\n`).join(''));
      const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
      if (code !== 0) throw new Error(`${program} ended with ${code ?? signal}: ${printed()}`);
    },
  };
}
