import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where fetched engines are kept between runs and clones: under XDG_CACHE_HOME, else ~/.cache. Made when absent. */
export function cacheDir(...parts: readonly string[]): string {
  const base = process.env['XDG_CACHE_HOME'];
  const folder = join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'watchfloor', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
