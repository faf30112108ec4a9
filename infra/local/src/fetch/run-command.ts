import { spawn } from 'node:child_process';

/** Runs a program to its end and returns what it printed. Throws, with the end of its output, when it fails or takes longer than `withinMs`. */
export function runCommand(command: string, args: readonly string[], options: { readonly cwd?: string; readonly withinMs?: number } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const read = (chunk: unknown): void => {
      output = (output + String(chunk)).slice(-16_000);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    const timer = setTimeout(() => child.kill('SIGKILL'), options.withinMs ?? 600_000);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`${command} cannot be run: ${error.message}`, { cause: error }));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args[0] ?? ''} ended with ${signal ?? `code ${code}`}: ${output.trim().split('\n').slice(-3).join(' | ')}`));
    });
  });
}
