import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineUnavailable } from '../engine-unavailable.ts';
import { noProgress, type Progress } from '../progress.ts';
import type { RunningEngine } from '../running-engine.ts';
import { spawnLeashed } from '../spawn-leashed.ts';
import { tailOf } from '../tail-of.ts';
import { waitUntil } from '../wait-until.ts';

export interface ClickHouseOptions {
  /** Folder of the data, made when absent and kept. */
  readonly dataDir: string;
  readonly port: number;
  /** Login of the one user; default a password kept in `<dataDir>/password`. */
  readonly password?: string;
  readonly concurrency?: number;
  readonly queue?: number;
  /** URL (with login) of a ClickHouse of one's own; nothing is started then. */
  readonly own?: string | undefined;
  readonly progress?: Progress;
}

export interface RunningClickHouse extends RunningEngine {
  /** http://user:password@host:port */
  readonly url: string;
}

const USER = 'watchfloor';
const USE_OWN = 'set WF_CLICKHOUSE_URL to http://user:password@host:8123 of a ClickHouse 25.11 or later';

/** Starts the ClickHouse engine (npm chdb) behind its HTTP interface in a process of its own. Throws EngineUnavailable. */
export async function startClickHouse(options: ClickHouseOptions): Promise<RunningClickHouse> {
  const progress = options.progress ?? noProgress;
  if (options.own !== undefined) return useOwn(options.own);
  const dataDir = resolve(options.dataDir);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const password = options.password ?? keptPassword(join(dataDir, 'password'));
    progress('ClickHouse: starting the embedded engine');
    const main = fileURLToPath(new URL('./main.ts', import.meta.url));
    const args = [main, '--data-dir', dataDir, '--port', String(options.port), '--concurrency', String(options.concurrency ?? 8), '--queue', String(options.queue ?? 512)];
    const engine = await spawnLeashed(process.execPath, args, {
      env: { ...withoutNodeOptions(process.env), WF_CLICKHOUSE_USER: USER, WF_CLICKHOUSE_PASSWORD: password, UV_THREADPOOL_SIZE: String((options.concurrency ?? 8) + 24) },
      stopSignal: 'SIGTERM',
    });
    const tail = tailOf([engine.stdout, engine.stderr]);
    await waitUntil(engine, () => Promise.resolve(tail().includes('"ready":true')), tail, 180_000).catch(async (error: unknown) => {
      await engine.stop();
      throw error;
    });
    return { url: `http://${USER}:${encodeURIComponent(password)}@127.0.0.1:${options.port}`, pid: engine.pid, ended: engine.ended, stop: engine.stop };
  } catch (error) {
    throw new EngineUnavailable('ClickHouse', [`npm chdb in ${dataDir}: ${error instanceof Error ? error.message : String(error)}`], USE_OWN, error);
  }
}

function keptPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

// A test runner's loaders and debugger flags are not the engine's.
function withoutNodeOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'NODE_OPTIONS'));
}

async function useOwn(url: string): Promise<RunningClickHouse> {
  const answer = await fetch(new URL('/ping', url).href.replace(/\/\/[^@/]*@/, '//'), { signal: AbortSignal.timeout(5000) }).catch((error: unknown) => error);
  if (!(answer instanceof Response) || !answer.ok) throw new EngineUnavailable('ClickHouse', ['the server of WF_CLICKHOUSE_URL did not answer /ping'], USE_OWN, answer);
  return { url, pid: undefined, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
}
