import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@watchfloor/infra-local';
import { build } from 'rolldown';
import { freshWorkflowBundle } from '../../../../tools/build/bundle-workflows.ts';

const root = join(import.meta.dirname, '../../../..');

/** Bundles the service `cases` and runs it as a process of its own, ready to work; resolves with how to end it. */
export async function startCases(environment: Readonly<Record<string, string>>, folder: string): Promise<() => Promise<void>> {
  const dir = join(root, 'dist', 'test', `api-cases-${process.pid}`);
  const [workflows] = await Promise.all([
    freshWorkflowBundle(),
    build({
      cwd: root, input: { main: 'apps/cases/src/main.ts' }, platform: 'node', tsconfig: 'tsconfig.base.json', external: [/^node:/, /^(?!@watchfloor\/|@oxc-project\/|\.|\/|\0)[^/]/],
      output: { dir, format: 'esm', sourcemap: true, entryFileNames: '[name].js' },
    }),
  ]);
  const signingKey = join(folder, 'signing-key.pem');
  writeFileSync(signingKey, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', join(dir, 'main.js')], {
    env: {
      PATH: process.env['PATH'] ?? '', WF_HTTP_PORT: String(port), WF_WORKFLOW_BUNDLE: workflows, WF_SIGNING_KEY_FILE: signingKey, WF_VAULT_DIR: folder, WF_PUBLIC_URL: 'http://127.0.0.1:4000',
      WF_SMTP_URL: 'smtp://127.0.0.1:1', WF_SMTP_FROM: 'soc@watchfloor.example', WF_WEBHOOK_SECRET: 'a secret for tests only', WF_EGRESS_ALLOW_PRIVATE: 'true', ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  while (!(await fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.ok, () => false))) {
    if (child.exitCode !== null) throw new Error(`cases ended with ${child.exitCode}:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
}
