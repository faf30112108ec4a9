import { spawn } from 'node:child_process';
import { writeRegistries } from '../registry/registries.ts';

const root = new URL('../..', import.meta.url).pathname;

/** Runs a program of node_modules/.bin in the repository's root; throws with its output when it fails. */
export function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env: { ...process.env, NX_DAEMON: 'false', CHECKPOINT_DISABLE: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${program} ${args.join(' ')} failed:\n${output}`))));
  });
}

/**
 * Builds everything that a run needs: registries, Prisma client, typed GraphQL documents, the four services, the workflow
 * bundle and the portal. Nx skips what has not changed, so a second call takes about two seconds.
 */
export async function buildAll(report: (line: string) => void): Promise<void> {
  for (const file of writeRegistries()) report(`wrote ${file}`);
  await run('nx', ['run-many', '-t', 'generate', 'build', '--outputStyle=static', '--parallel=2']);
}
