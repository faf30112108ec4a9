import { rm } from 'node:fs/promises';
import { runTool } from './run-tool.ts';

/** Unpacks a ZIP into a folder that does not exist yet, with whatever this machine has. Throws with each attempt's words. */
export async function unzip(zip: string, target: string): Promise<void> {
  const tried: string[] = [];
  for (const [command, ...args] of [
    ['unzip', '-q', zip, '-d', target],
    ['python3', '-m', 'zipfile', '-e', zip, target],
    ['powershell', '-NoProfile', '-Command', `Expand-Archive -LiteralPath '${zip}' -DestinationPath '${target}'`],
  ] as const) {
    const run = await runTool(command, args);
    if (run.code === 0) return;
    await rm(target, { recursive: true, force: true });
    tried.push(`${command}: ${run.output.split('\n').at(-1) ?? `exit code ${run.code ?? 'none'}`}`);
  }
  throw new Error(`cannot unpack ${zip}: ${tried.join('; ')}`);
}
