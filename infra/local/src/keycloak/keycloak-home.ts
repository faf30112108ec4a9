import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheDir } from '../fetch/cache-dir.ts';
import { fileHash } from '../fetch/file-hash.ts';
import { runCommand } from '../fetch/run-command.ts';
import type { Progress } from '../progress.ts';

const VERSION = '26.7.3';
const SHA256 = '27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f';
const ARTIFACT = `org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`;
const RELEASE = `https://github.com/keycloak/keycloak/releases/download/${VERSION}/keycloak-${VERSION}.zip`;
const OFFICIAL_WITHIN_MS = 8_000;

/** Folder of an unpacked Keycloak: WF_KEYCLOAK_HOME, the cache, the official download, Maven. Adds each failed attempt to `tried`. */
export async function keycloakHome(progress: Progress, tried: string[]): Promise<string | undefined> {
  const own = process.env['WF_KEYCLOAK_HOME'];
  if (own !== undefined && own !== '') return own;
  tried.push('WF_KEYCLOAK_HOME: not set');
  const kept = cacheDir('keycloak', VERSION);
  if (existsSync(join(kept, 'bin', 'kc.sh'))) return kept;
  tried.push(`cache ${kept}: empty`);
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-keycloak-'));
  try {
    const zip = await download(folder, progress, tried);
    if (zip === undefined) return undefined;
    await unpack(zip, folder, kept);
    return kept;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function download(folder: string, progress: Progress, tried: string[]): Promise<string | undefined> {
  const ways: readonly [string, () => Promise<string>][] = [
    ['official download', () => fromRelease(folder, progress)],
    ['Maven', () => fromMaven(folder, progress)],
  ];
  for (const [name, way] of ways) {
    try {
      const zip = await way();
      const hash = await fileHash(zip);
      if (hash !== SHA256) throw new Error(`its SHA-256 is ${hash}, pinned is ${SHA256}`);
      return zip;
    } catch (error) {
      tried.push(`${name} of Keycloak ${VERSION}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return undefined;
}

async function fromRelease(folder: string, progress: Progress): Promise<string> {
  progress(`Keycloak: asking for the official download of ${VERSION}`);
  const zip = join(folder, 'release.zip');
  const reached = await fetch(RELEASE, { method: 'HEAD', signal: AbortSignal.timeout(OFFICIAL_WITHIN_MS) });
  if (!reached.ok) throw new Error(`HTTP ${reached.status}`);
  await runCommand('curl', ['-fsSL', '--retry', '2', '-o', zip, RELEASE]);
  return zip;
}

async function fromMaven(folder: string, progress: Progress): Promise<string> {
  progress(`Keycloak: fetching ${VERSION} by Maven (170 MB)`);
  await runCommand('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${folder}`], { cwd: folder });
  const file = readdirSync(folder).find((name) => name.startsWith('keycloak-quarkus-dist'));
  if (file === undefined) throw new Error('Maven copied nothing');
  return join(folder, file);
}

async function unpack(zip: string, folder: string, to: string): Promise<void> {
  const unpacked = join(folder, 'unpacked');
  await runCommand('python3', ['-m', 'zipfile', '-e', zip, unpacked]);
  const [root] = readdirSync(unpacked);
  if (root === undefined) throw new Error('the archive of Keycloak is empty');
  const part = `${to}.${process.pid}.part`;
  mkdirSync(dirname(to), { recursive: true });
  await runCommand('cp', ['-r', join(unpacked, root), part]);
  for (const script of readdirSync(join(part, 'bin')).filter((name) => name.endsWith('.sh'))) chmodSync(join(part, 'bin', script), 0o755);
  rmSync(to, { recursive: true, force: true });
  renameSync(part, to);
}
