import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { get as getTls } from 'node:https';
import { join } from 'node:path';
import { freePort } from '@watchfloor/testing-env';
import { build } from 'rolldown';

const root = join(import.meta.dirname, '../../..');

export interface RunningIngest {
  readonly url: string;
  readonly syslogTcp: number;
  readonly syslogUdp: number;
  readonly process: ChildProcess;
  /** Everything that the process has logged. */
  log(): string;
  /** Ends it and resolves with exit code or signal. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals | null>;
}

/** Bundles the service as the build does, into a folder of its own below the repository. */
export async function bundleIngest(name: string): Promise<string> {
  const dir = join(root, 'dist', 'test', name);
  await build({
    cwd: root, input: { main: 'apps/ingest/src/main.ts' }, platform: 'node', tsconfig: 'tsconfig.base.json',
    external: [/^node:/, /^(?!@watchfloor\/|@oxc-project\/|\.|\/|\0)[^/]/], output: { dir, format: 'esm', sourcemap: true, entryFileNames: '[name].js' },
  });
  return join(dir, 'main.js');
}

/** Starts the bundle on free ports and waits until it is ready (or only alive). */
export async function startIngest(main: string, environment: Readonly<Record<string, string>>, waitFor: 'readyz' | 'healthz' = 'readyz'): Promise<RunningIngest> {
  const [http, tcp, udp] = [await freePort(), await freePort(), await freePort()];
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    env: { PATH: process.env['PATH'] ?? '', WF_HTTP_PORT: String(http), WF_SYSLOG_TCP_PORT: String(tcp), WF_SYSLOG_UDP_PORT: String(udp), WF_INGEST_FACTS_MS: '500', WF_INGEST_BATCH_MS: '50', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => { log += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { log += chunk.toString(); });
  const isTls = environment['WF_TLS_CERT_FILE'] !== undefined && environment['WF_HTTP_TLS'] !== 'false';
  const url = `${isTls ? 'https' : 'http'}://127.0.0.1:${http}`;
  for (const end = Date.now() + 90_000; ; ) {
    if (child.exitCode !== null) throw new Error(`ingest ended with ${child.exitCode}:\n${log}`);
    const ready = await isOk(`${url}/${waitFor}`);
    if (ready) break;
    if (Date.now() > end) throw new Error(`ingest is not ready:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode ?? child.signalCode;
  };
  return { url, syslogTcp: tcp, syslogUdp: udp, process: child, log: () => log, end };
}

/** Whether a GET is answered with 200, whoever signed the server's certificate. */
function isOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const answered = (response: IncomingMessage): void => { response.resume(); resolve(response.statusCode === 200); };
    const asked = url.startsWith('https:') ? getTls(url, { agent: false, rejectUnauthorized: false }, answered) : get(url, { agent: false }, answered);
    asked.on('error', () => resolve(false));
  });
}
