import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Debian packages unpacked into the cache folder, never installed: `apt-get download` (which checks the archive's signature and the
 * package's checksum) and `dpkg -x`, with what they depend on and this machine has not, once per set. Where the machine's package lists are missing or old, lists of our own are fetched into
 * the cache folder. Gives the folder that stands for `/`. Throws where there is no apt, no network or no such package.
 */
export async function debianPackages(name: string, packages: readonly string[]): Promise<string> {
  const base = process.env['XDG_CACHE_HOME'];
  const folder = join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'watchfloor', 'debian', name);
  const wanted = packages.join(' ');
  if (existsSync(join(folder, `unpacked-${Buffer.from(wanted).toString('hex').slice(-16)}`))) return join(folder, 'root');
  const part = `${folder}.part-${process.pid}`;
  try {
    mkdirSync(join(part, 'root'), { recursive: true });
    await download(part, packages, []).catch(() => downloadByOwnLists(join(folder, '..'), part, packages));
    for (const file of readdirSync(part).filter((one) => one.endsWith('.deb'))) await run('dpkg', ['-x', join(part, file), join(part, 'root')]);
    writeFileSync(join(part, `unpacked-${Buffer.from(wanted).toString('hex').slice(-16)}`), '');
    rmSync(folder, { recursive: true, force: true });
    renameSync(part, folder);
    return join(folder, 'root');
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** Downloads packages and those that installing them would bring along. */
async function download(into: string, packages: readonly string[], options: readonly string[]): Promise<void> {
  const { stdout } = await run('apt-get', [...options, 'install', '--simulate', '--no-install-recommends', ...packages]);
  const missing = [...stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  await run('apt-get', [...options, 'download', ...new Set([...packages, ...missing])], { cwd: into });
}

/** What nobody but root can do to the machine's own lists, and need not: `apt-get update` with the same sources and keys into a folder of ours. */
async function downloadByOwnLists(base: string, part: string, packages: readonly string[]): Promise<void> {
  const [lists, archives] = [join(base, 'lists'), join(base, 'archives')];
  for (const folder of [lists, archives]) mkdirSync(join(folder, 'partial'), { recursive: true });
  const options = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${archives}`, '-o', 'APT::Sandbox::User='];
  await run('apt-get', [...options, 'update']);
  await download(part, packages, options);
}
