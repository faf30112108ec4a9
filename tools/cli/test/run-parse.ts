import { spawn } from 'node:child_process';

const runner = `import { parseCommand } from ${JSON.stringify(new URL('../commands/parse.ts', import.meta.url).href)}; await parseCommand().parseAsync(process.argv.slice(1), { from: 'user' });`;

export interface ParseRun {
  readonly events: Record<string, unknown>[];
  readonly summary: Record<string, unknown>;
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs the command `parse` in a process of its own. Rejects with what it says on standard error where that is no summary. */
export function runParse(folder: string, args: readonly string[], stdin = ''): Promise<ParseRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', runner, '--', ...args], { cwd: folder, env: { ...process.env, INIT_CWD: folder } });
    let out = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (!stderr.startsWith('{')) {
        reject(new Error(stderr));
        return;
      }
      const events = out.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
      resolve({ events, summary: JSON.parse(stderr.trim().split('\n').pop() ?? '{}') as Record<string, unknown>, code, stderr });
    });
    child.stdin.end(stdin);
  });
}
