import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';

/** How to start a program that refuses to run as root. */
export interface Launch {
  /** Who must own its files; undefined when we are not root ourselves. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** What to give spawn: the user, unless the prefix changes it. */
  readonly spawnAs: { readonly uid?: number; readonly gid?: number };
  /** Put before the program, e.g. setpriv with its options. */
  readonly prefix: readonly string[];
}

/**
 * PostgreSQL refuses to run as root. As root this picks the user 'postgres', else 'nobody', and, where a directory on
 * the way to `paths` may not be passed by that user (a 0700 home or temporary folder), keeps the one capability needed
 * to pass it, so that no mode of a folder outside is changed. Throws with the folder's name when neither is possible.
 */
export function unprivilegedLaunch(paths: readonly string[]): Launch {
  if (process.platform === 'win32' || userInfo().uid !== 0) return { spawnAs: {}, prefix: [] };
  const owner = idsOf('postgres') ?? idsOf('nobody') ?? { uid: 65534, gid: 65534 };
  const closed = paths.map((path) => firstImpassable(resolve(path))).find((path) => path !== undefined);
  if (closed === undefined) return { owner, spawnAs: owner, prefix: [] };
  const setpriv = ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  if (spawnSync('setpriv', [...setpriv.slice(1), 'true']).status === 0) return { owner, spawnAs: {}, prefix: setpriv };
  throw new Error(`PostgreSQL cannot run as root, and another user cannot pass ${closed} (mode 0700): use --data-dir elsewhere, chmod o+x it, or install util-linux's setpriv`);
}

function idsOf(user: string): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string): number => Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function firstImpassable(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
