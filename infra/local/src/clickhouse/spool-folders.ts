import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface SpoolFolders {
  /** On a memory file system, when the machine has one. */
  readonly memory: string | undefined;
  readonly disk: string;
  /** A request larger than this moves to disk. */
  readonly memoryBytes: number;
  readonly maxBytes: number;
}

/** Makes the folders for requests' data, and removes what a killed process left in them. */
export function makeSpoolFolders(dataDir: string): SpoolFolders {
  const disk = join(dataDir, 'spool');
  const memory = join('/dev/shm', `watchfloor-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
  return { disk: fresh(disk), memory: hasMemoryFileSystem() ? fresh(memory) : undefined, memoryBytes: 64 * 1024 * 1024, maxBytes: 4 * 1024 * 1024 * 1024 };
}

/** Removes both folders: after a clean shutdown nothing is left of any request. */
export function removeSpoolFolders(folders: SpoolFolders): void {
  rmSync(folders.disk, { recursive: true, force: true });
  if (folders.memory !== undefined) rmSync(folders.memory, { recursive: true, force: true });
}

function fresh(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function hasMemoryFileSystem(): boolean {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
