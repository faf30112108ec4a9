import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cpuSecondsOf } from './cpu-clock.ts';
import type { Stand } from './stand.ts';

/** CPU-seconds of the bare loop and, apart, of the engine while it ran. */
export async function measureBare(stand: Stand, lines: readonly string[], events: number, abort: AbortSignal): Promise<{ readonly loop: number; readonly engine: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bare-'));
  try {
    const file = join(folder, 'lines');
    writeFileSync(file, lines.join('\n'));
    const engine = cpuSecondsOf(stand.clickhousePid);
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'bare-loop.ts'), stand.clickhouseUrl, 'watchfloor', file, String(events)], { signal: abort });
    return { loop: (JSON.parse(stdout) as { cpuSeconds: number }).cpuSeconds, engine: cpuSecondsOf(stand.clickhousePid) - engine };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
