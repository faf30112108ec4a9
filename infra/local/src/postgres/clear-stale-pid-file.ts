import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../is-alive.ts';

/**
 * Removes the lock that a crashed server left. Throws when the server that holds it still runs: two servers on one
 * cluster would destroy it.
 */
export function clearStalePidFile(dataDir: string): void {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid > 0 && isAlive(pid) && isPostgres(pid)) throw new Error(`another PostgreSQL (process ${pid}) already runs on ${dataDir}: stop it first`);
  rmSync(file);
}

// After a reboot the number may belong to any other program; without /proc the number alone must do.
function isPostgres(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`).includes('postgres');
  } catch {
    return !existsSync('/proc/self');
  }
}
