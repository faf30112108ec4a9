import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectClickHouse, migrateClickHouse } from '@watchfloor/clickhouse';
import { freePort, provisionPostgres, SERVICE_ROLES, spawnLeashed, startClickHouse, startPostgres, waitUntil, type RunningEngine, type ServiceRole } from '@watchfloor/infra-local';
import { build } from 'rolldown';
import { seedStand } from './seed-stand.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
/** One sensor, tenant and process may use the whole machine: what is measured is the pipeline, not the quota. */
const UNBOUNDED = { WF_INGEST_EVENTS_PER_SECOND: '10000000', WF_INGEST_BYTES_PER_SECOND: '10000000000' };

export interface Stand {
  readonly url: string;
  readonly syslogTcp: number;
  readonly ingestPid: number;
  readonly clickhousePid: number;
  readonly clickhouseUrl: string;
  /** Sensor id → key. */
  readonly keys: Readonly<Record<string, string>>;
  /** Ends all that was started and removes its data. */
  stop(): Promise<void>;
}

/** The bundle of ingest as `npm start` builds it (rolldown.config.ts), in a folder of its own. */
async function bundle(): Promise<string> {
  const dir = join(repository, 'dist', 'bench', 'ingest');
  await build({
    cwd: repository, input: { main: 'apps/ingest/src/main.ts' }, platform: 'node', tsconfig: 'tsconfig.base.json',
    external: [/^node:/, /^(?!@watchfloor\/|@oxc-project\/|\.|\/|\0)[^/]/], output: { dir, format: 'esm', sourcemap: true, entryFileNames: '[name].js' },
  });
  return join(dir, 'main.js');
}

/** The real ingest process with a ClickHouse and a PostgreSQL of its own and the demo's customers, on free ports. */
export async function startStand(say: (line: string) => void, abort: AbortSignal, environment: Readonly<Record<string, string>> = UNBOUNDED): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'));
  const started: RunningEngine[] = [];
  const stop = async (): Promise<void> => {
    for (const engine of started.reverse()) await engine.stop().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  const keep = <T extends RunningEngine>(engine: T): T => {
    started.push(engine);
    abort.throwIfAborted();
    return engine;
  };
  try {
    say('starting PostgreSQL and ClickHouse, building ingest');
    const postgres = keep(await startPostgres({ dataDir: join(folder, 'postgres'), port: await freePort(), fast: true }));
    const clickhouse = keep(await startClickHouse({ dataDir: join(folder, 'clickhouse'), port: await freePort() }));
    if (clickhouse.pid === undefined) throw new Error('the benchmark measures its own ClickHouse: unset WF_CLICKHOUSE_URL');
    const client = connectClickHouse({ url: clickhouse.url, database: 'default' });
    await migrateClickHouse(client, 'watchfloor').finally(() => client.close());
    const passwords = Object.fromEntries(SERVICE_ROLES.map((role) => [role, randomBytes(12).toString('hex')])) as Record<ServiceRole, string>;
    const { urls } = await provisionPostgres(postgres.url, { passwords });
    const keys = await seedStand(urls.wf_api);
    const main = await bundle();
    const [http, tcp] = [await freePort(), await freePort()];
    const ingest = keep(await spawnLeashed(process.execPath, ['--enable-source-maps', main], {
      env: {
        PATH: process.env['PATH'], NODE_ENV: 'production', WF_LOG_LEVEL: 'warn', WF_HTTP_HOST: '127.0.0.1', WF_HTTP_PORT: String(http), WF_SYSLOG_TCP_PORT: String(tcp),
        WF_POSTGRES_URL: urls.wf_ingest, WF_CLICKHOUSE_URL: clickhouse.url, WF_CLICKHOUSE_DATABASE: 'watchfloor', WF_SPOOL_DIR: join(folder, 'spool'), ...environment,
      },
    }));
    const log = createWriteStream(join(repository, 'dist', 'bench', 'ingest.log'));
    ingest.stdout.pipe(log, { end: false });
    ingest.stderr.pipe(log, { end: false });
    const url = `http://127.0.0.1:${http}`;
    await waitUntil(ingest, () => fetch(`${url}/readyz`).then((answer) => answer.ok, () => false), () => 'see dist/bench/ingest.log', 90_000, 200);
    abort.throwIfAborted();
    return { url, syslogTcp: tcp, ingestPid: ingest.pid, clickhousePid: clickhouse.pid, clickhouseUrl: clickhouse.url, keys, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
