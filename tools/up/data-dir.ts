import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface RunRecord {
  readonly supervisor: number;
  readonly pids: Readonly<Record<string, number>>;
}

/** Arguments of a live process, or undefined when there is none (Linux; elsewhere only liveness is known). */
function commandLine(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch {
    return undefined;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Opens a data folder: makes it, refuses it while another copy runs on it, and ends what a killed copy left behind
 * (only processes recorded there whose command line still names this folder or this program).
 */
export function openDataDir(dir: string): void {
  mkdirSync(join(dir, 'logs'), { recursive: true, mode: 0o755 });
  const file = join(dir, 'running.json');
  if (!existsSync(file)) return;
  const record = JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
  if (commandLine(record.supervisor)?.includes('tools/up/main.ts')) {
    throw new Error(`Watchfloor already runs on ${dir} (process ${record.supervisor}). Stop it, or choose another --data-dir and --port`);
  }
  for (const pid of Object.values(record.pids)) {
    const line = commandLine(pid);
    if (line && (line.includes(dir) || line.includes('dist/apps/') || line.includes('watchfloor'))) process.kill(pid, 'SIGTERM');
  }
  rmSync(file);
}

/** Records which processes belong to this run. */
export function recordRun(dir: string, pids: Readonly<Record<string, number | undefined>>): void {
  writeFileSync(join(dir, 'running.json'), JSON.stringify({ supervisor: process.pid, pids }, null, 2));
}

export function forgetRun(dir: string): void {
  rmSync(join(dir, 'running.json'), { force: true });
}
