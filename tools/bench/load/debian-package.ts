import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Debian packages unpacked into the cache folder, never installed: `apt-get download` (which checks the archive's signature and the
 * package's checksum) and `dpkg -x`, once per set. Gives the folder that stands for `/`. Throws where there is no apt or no such package.
 */
export async function debianPackages(name: string, packages: readonly string[]): Promise<string> {
  const base = process.env['XDG_CACHE_HOME'];
  const folder = join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'watchfloor', 'debian', name);
  const wanted = packages.join(' ');
  if (existsSync(join(folder, `unpacked-${Buffer.from(wanted).toString('hex').slice(-16)}`))) return join(folder, 'root');
  const part = `${folder}.part-${process.pid}`;
  try {
    mkdirSync(join(part, 'root'), { recursive: true });
    await run('apt-get', ['download', ...packages], { cwd: part });
    for (const file of readdirSync(part).filter((one) => one.endsWith('.deb'))) await run('dpkg', ['-x', join(part, file), join(part, 'root')]);
    writeFileSync(join(part, `unpacked-${Buffer.from(wanted).toString('hex').slice(-16)}`), '');
    rmSync(folder, { recursive: true, force: true });
    renameSync(part, folder);
    return join(folder, 'root');
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
