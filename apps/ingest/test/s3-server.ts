import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@watchfloor/testing-env';

const PACKAGES = ['moto[s3]==5.2.5', 'flask==3.1.3', 'flask-cors==6.0.5'];
const folder = join(tmpdir(), `watchfloor-moto-${String(process.getuid?.() ?? 0)}`);
const python = join(folder, 'bin', 'python');

export interface S3Server {
  readonly url: string;
  /** The only ones that it takes. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop(): Promise<void>;
}

/** moto from PyPI, in a folder of the system's temporary files that later runs use again; undefined, or why it is not there. */
export function missingS3Server(): string | undefined {
  const usable = (): boolean => existsSync(python) && spawnSync(python, ['-c', 'import moto.server, boto3'], { timeout: 60_000 }).status === 0;
  if (usable()) return undefined;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (spawnSync('python3', ['-m', 'venv', folder], { timeout: 120_000 }).status !== 0) return 'python3 with venv is not there';
  const pip = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES], { timeout: 280_000, encoding: 'utf8' });
  return usable() ? undefined : `pip could not install ${PACKAGES.join(' ')}: ${pip.stderr.trim().split('\n').pop() ?? ''}`;
}

/** Starts the server. Throws with what it said where it does not come up. */
export async function startS3Server(): Promise<S3Server> {
  const port = await freePort();
  const child = spawn(python, [join(import.meta.dirname, 's3-server.py'), String(port)], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit').then(() => [''])])) as [string];
  if (line === '') throw new Error(`the S3 server ended: ${said}`);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { url: `http://127.0.0.1:${port}`, credentials: JSON.parse(line) as S3Server['credentials'], stop };
}
