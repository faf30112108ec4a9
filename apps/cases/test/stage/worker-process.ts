import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKFLOW_BUNDLE } from '../../../../tools/build/bundle-workflows.ts';
import { eventually } from './case-stage.ts';

const root = join(import.meta.dirname, '../../../..');

/** The cases service itself, from source, as a process that can be killed. Resolves when /readyz says so. */
export async function startWorkerProcess(env: Record<string, string>): Promise<{ kill(signal: NodeJS.Signals): Promise<number | null>; url: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'wf-service-'));
  const keyFile = join(dir, 'signing.pem');
  writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const evidence = { WF_CLICKHOUSE_URL: 'http://default:@127.0.0.1:9', WF_VAULT_DIR: dir, WF_SIGNING_KEY_FILE: keyFile };
  const child: ChildProcess = spawn(process.execPath, ['--import', '@oxc-node/core/register', 'apps/cases/src/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env, ...evidence, WF_HTTP_PORT: '0', WF_PUBLIC_URL: 'https://wf.example', WF_WORKFLOW_BUNDLE: WORKFLOW_BUNDLE, WF_LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  const ready = /"url":"([^"]+)","msg":"cases is ready"/;
  await eventually(async () => child.exitCode !== null || ready.test(output), 60_000);
  const url = ready.exec(output)?.[1] ?? '';
  await eventually(async () => child.exitCode !== null || (await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)), 60_000);
  if (child.exitCode !== null) throw new Error(`cases ended with code ${child.exitCode}`);
  return {
    url,
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
