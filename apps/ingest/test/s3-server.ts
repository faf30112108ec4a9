import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, pythonWith } from '@watchfloor/testing-env';

/** moto from PyPI. */
const found = pythonWith('moto', ['moto[s3]==5.2.5', 'flask==3.1.3', 'flask-cors==6.0.5'], ['moto.server', 'boto3']);

export interface S3Server {
  readonly url: string;
  /** The only ones that it takes. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop(): Promise<void>;
}

/** Why there is no such server on this machine; undefined when there is. */
export function missingS3Server(): string | undefined {
  return found.missing;
}

/** Starts the server. Throws with what it said where it does not come up. */
export async function startS3Server(): Promise<S3Server> {
  if (found.python === undefined) throw new Error(found.missing);
  const port = await freePort();
  const child = spawn(found.python, [join(import.meta.dirname, 's3-server.py'), String(port)], { stdio: ['pipe', 'pipe', 'pipe'] });
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
