import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../cache-dir.ts';
import { EngineUnavailable } from '../engine-unavailable.ts';
import { download } from '../fetch/download.ts';
import { runTool } from '../fetch/run-tool.ts';
import { sha256OfFile } from '../fetch/sha256-of-file.ts';
import { unzip } from '../fetch/unzip.ts';
import type { Progress } from '../progress.ts';

const VERSION = '26.7.3';
const SHA256 = '27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f';
const ARTIFACT = `org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`;
const OFFICIAL = `https://github.com/keycloak/keycloak/releases/download/${VERSION}/keycloak-${VERSION}.zip`;
const USE_OWN = 'set WF_KEYCLOAK_URL to a Keycloak 26 of your own with our realm, or WF_KEYCLOAK_HOME to the folder of an unpacked distribution';

/**
 * Folder of an unpacked Keycloak: WF_KEYCLOAK_HOME, the cache, the project's release page, Maven Central through mvn.
 * It is never written to. Throws EngineUnavailable.
 */
export async function keycloakDistribution(progress: Progress): Promise<string> {
  const own = process.env['WF_KEYCLOAK_HOME'];
  if (own !== undefined && own !== '') return own;
  const cache = cacheDir('keycloak');
  const folder = join(cache, `${VERSION}-${SHA256.slice(0, 12)}`);
  if (existsSync(join(folder, 'version.txt'))) return folder;
  const tried = [`cache ${folder}: none`];
  const work = await mkdtemp(join(cache, 'fetch-'));
  try {
    const zip = join(work, 'keycloak.zip');
    await fetchZip(zip, work, tried, progress);
    progress('Keycloak: unpacking');
    await unzip(zip, join(work, 'tree'));
    const [root] = await readdir(join(work, 'tree'));
    if (root === undefined) throw new Error('the archive is empty');
    await rename(join(work, 'tree', root), folder).catch((error: unknown) => {
      if (!existsSync(join(folder, 'version.txt'))) throw error; // else another start was quicker
    });
    return folder;
  } catch (error) {
    throw error instanceof EngineUnavailable ? error : new EngineUnavailable('Keycloak', [...tried, error instanceof Error ? error.message : String(error)], USE_OWN, error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchZip(zip: string, work: string, tried: string[], progress: Progress): Promise<void> {
  try {
    return await download({ url: OFFICIAL, target: zip, sha256: SHA256, what: `Keycloak ${VERSION}`, progress });
  } catch (error) {
    tried.push(`${OFFICIAL}: ${reasonOf(error)}`);
  }
  progress(`Keycloak: fetching ${VERSION} from Maven Central (177 MB)`);
  const run = await runTool('mvn', ['-q', 'dependency:copy', `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${work}`], { cwd: work, withinMs: 1_200_000 });
  const name = (await readdir(work)).find((file) => file.startsWith('keycloak-quarkus-dist'));
  if (name === undefined) {
    tried.push(run.code === null ? `mvn: ${run.output}` : `mvn dependency:copy ${ARTIFACT}: ${run.output.split('\n').find((line) => line.includes('ERROR')) ?? run.output.slice(-200)}`);
    throw new EngineUnavailable('Keycloak', tried, USE_OWN);
  }
  const sum = await sha256OfFile(join(work, name));
  if (sum !== SHA256) throw new EngineUnavailable('Keycloak', [...tried, `Maven's ${name}: its SHA-256 is ${sum}, not the pinned ${SHA256}`], USE_OWN);
  await rename(join(work, name), zip);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
