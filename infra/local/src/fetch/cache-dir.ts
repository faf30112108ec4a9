import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where fetched engines are kept between runs and shared by checkouts: $XDG_CACHE_HOME/watchfloor, else ~/.cache/watchfloor. */
export function cacheDir(...parts: readonly string[]): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'watchfloor', ...parts);
}
