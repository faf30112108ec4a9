import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheDir } from '../cache-dir.ts';

/**
 * Makes the folder that one Keycloak runs in: its own data, configuration and build output, with the libraries linked
 * from the distribution, so that several may run and none writes to the distribution. An existing one is kept unless it
 * was made from another distribution; its data always stay. Returns the folder.
 */
export async function keycloakHome(distribution: string, dataDir: string): Promise<string> {
  const home = join(resolve(dataDir), 'home');
  const stamp = join(home, 'made-from');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === distribution && existsSync(join(home, 'lib', 'lib', 'main'))) return home;
  for (const part of ['lib', 'conf', 'providers', 'themes', 'bin', 'version.txt']) await rm(join(home, part), { recursive: true, force: true });
  await mkdir(join(home, 'lib'), { recursive: true, mode: 0o700 });
  for (const linked of ['lib/lib', 'lib/app']) await symlink(join(distribution, linked), join(home, linked), 'junction');
  for (const own of ['lib/quarkus-run.jar', 'conf', 'providers', 'themes', 'version.txt']) await cp(join(distribution, own), join(home, own), { recursive: true });
  const built = await builtCache(distribution);
  await cp(existsSync(built) ? built : join(distribution, 'lib', 'quarkus'), join(home, 'lib', 'quarkus'), { recursive: true });
  await writeFile(stamp, distribution);
  return home;
}

/** Keeps what Keycloak built for our options, half of a first start's work, for the next data folder. Never throws: it is only a cache. */
export async function keepBuild(distribution: string, home: string): Promise<void> {
  const built = await builtCache(distribution);
  const part = `${built}.part-${process.pid}`;
  try {
    await cp(join(home, 'lib', 'quarkus'), part, { recursive: true });
    await rm(built, { recursive: true, force: true });
    await rename(part, built);
  } catch {
    await rm(part, { recursive: true, force: true });
  }
}

// The build holds no path of the folder it was made in, but fits one distribution only.
async function builtCache(distribution: string): Promise<string> {
  const version = await readFile(join(distribution, 'version.txt'), 'utf8').catch(() => '');
  return join(cacheDir('keycloak'), `built-${createHash('sha256').update(`${distribution}\n${version}`).digest('hex').slice(0, 12)}`);
}
