import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * Makes the folder that one Keycloak runs in: its own data, configuration and build output, with the libraries linked
 * from the distribution, so that several may run and none writes to the cache. An existing one is kept unless it was
 * made from another distribution; its data always stay. Returns the folder.
 */
export async function keycloakHome(distribution: string, dataDir: string): Promise<string> {
  const home = join(resolve(dataDir), 'home');
  const stamp = join(home, 'made-from');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === distribution && existsSync(join(home, 'lib', 'lib', 'main'))) return home;
  for (const part of ['lib', 'conf', 'providers', 'themes', 'bin', 'version.txt']) await rm(join(home, part), { recursive: true, force: true });
  await mkdir(join(home, 'lib'), { recursive: true, mode: 0o700 });
  for (const linked of ['lib/lib', 'lib/app']) await symlink(join(distribution, linked), join(home, linked), 'junction');
  for (const own of ['lib/quarkus', 'lib/quarkus-run.jar', 'conf', 'providers', 'themes', 'version.txt']) await cp(join(distribution, own), join(home, own), { recursive: true });
  await writeFile(stamp, distribution);
  return home;
}
