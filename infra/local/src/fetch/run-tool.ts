import { spawn } from 'node:child_process';

export interface ToolResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end and returns its output, the last 64 KiB of it. Never throws: a program that is absent has code null. */
export function runTool(command: string, args: readonly string[], options: { readonly cwd?: string; readonly withinMs?: number; readonly env?: NodeJS.ProcessEnv } = {}): Promise<ToolResult> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), options.withinMs ?? 300_000);
    const end = (result: ToolResult): void => {
      clearTimeout(timer);
      resolve(result);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-65_536);
      });
    }
    child.once('error', (error) => end({ code: null, output: error.message }));
    child.once('close', (code) => end({ code, output: output.trim() }));
  });
}
