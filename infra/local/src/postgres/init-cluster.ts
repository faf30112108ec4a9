import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnLeashed } from '../spawn-leashed.ts';
import { tailOf } from '../tail-of.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { Launch } from './unprivileged-launch.ts';

export interface InitClusterInput {
  readonly binaries: PostgresBinaries;
  /** An existing empty folder. */
  readonly dataDir: string;
  readonly launch: Launch;
  readonly superuser: string;
  /** File that holds the superuser's password. */
  readonly passwordFile: string;
  readonly fast: boolean;
}

/** Makes a UTF-8 cluster with checksums and password logins only. Throws with initdb's own words. */
export async function initCluster(input: InitClusterInput): Promise<void> {
  const { binaries, dataDir, launch } = input;
  // initdb, as another user, must be able to read the password: a copy in a folder that only it can open, for a moment.
  const hand = mkdtempSync(join(tmpdir(), 'wf-initdb-'));
  try {
    const copy = join(hand, 'password');
    writeFileSync(copy, readFileSync(input.passwordFile), { mode: 0o600 });
    if (launch.owner !== undefined) for (const path of [hand, copy, dataDir]) chownSync(path, launch.owner.uid, launch.owner.gid);
    chmodSync(dataDir, 0o700);
    const args = [`--pgdata=${dataDir}`, '--auth=scram-sha-256', `--username=${input.superuser}`, `--pwfile=${copy}`, '--encoding=UTF8', '--locale=C.UTF-8', ...(input.fast ? ['--no-sync'] : [])];
    const [command = binaries.initdb, ...rest] = [...launch.prefix, binaries.initdb, ...args];
    const run = await spawnLeashed(command, rest, {
      ...launch.spawnAs,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    const tail = tailOf([run.stdout, run.stderr]);
    const end = await run.ended;
    if (end === 'exit code 0') return;
    rmSync(dataDir, { recursive: true, force: true });
    throw new Error(`initdb failed (${end}):\n${tail()}`);
  } finally {
    rmSync(hand, { recursive: true, force: true });
  }
}
