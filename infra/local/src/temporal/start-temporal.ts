import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EngineUnavailable } from '../engine-unavailable.ts';
import { runCommand } from '../fetch/run-command.ts';
import { isPortOpen } from '../is-port-open.ts';
import { noProgress, type Progress } from '../progress.ts';
import type { RunningEngine } from '../running-engine.ts';
import { spawnLeashed } from '../spawn-leashed.ts';
import { tailOf } from '../tail-of.ts';
import { waitUntil } from '../wait-until.ts';
import { temporalBinary } from './temporal-binary.ts';

export interface TemporalOptions {
  /** Folder of the SQLite file, made when absent. */
  readonly dataDir: string;
  readonly port: number;
  /** Web interface; none when absent. */
  readonly uiPort?: number | undefined;
  /** Namespace to have; default `watchfloor`. */
  readonly namespace?: string;
  /** host:port of a Temporal of one's own, with namespace and search attributes in place; nothing is started then. */
  readonly own?: string | undefined;
  readonly progress?: Progress;
}

export interface RunningTemporal extends RunningEngine {
  /** host:port of the gRPC front end. */
  readonly address: string;
  readonly uiUrl: string | undefined;
}

/** What the workflows set; registered with the namespace (TEMPORAL.md §2.7). */
const SEARCH_ATTRIBUTES = { TenantId: 'Keyword', CaseSeverity: 'Keyword', CaseStatus: 'Keyword', SlaState: 'Keyword', NextSlaDueAt: 'Datetime' } as const;
const SETTINGS = [
  'frontend.WorkflowTimeSkippingEnabled=true', // tests travel in time per workflow
  'history.timerProcessorMaxTimeShift="50ms"', // the default delays every timer by up to a second
  'matching.enableFairness=true',
  'matching.useNewMatcher=true',
  'system.forceSearchAttributesCacheRefreshOnRead=true',
] as const;
const USE_OWN = 'set WF_TEMPORAL_ADDRESS to host:port of a Temporal 1.32 or later, or WF_TEMPORAL_BIN to its CLI';

/** Starts Temporal's own server on 127.0.0.1 with its state in a SQLite file that survives kill -9. Throws EngineUnavailable. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const progress = options.progress ?? noProgress;
  if (options.own !== undefined) return { address: options.own, uiUrl: undefined, pid: undefined, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
  const tried: string[] = [];
  const binary = await temporalBinary(progress, tried);
  if (binary === undefined) throw new EngineUnavailable('Temporal', tried, USE_OWN);
  const address = `127.0.0.1:${options.port}`;
  try {
    progress('Temporal: starting');
    mkdirSync(resolve(options.dataDir), { recursive: true });
    const engine = await spawnLeashed(binary, serverArgs(options), { env: { ...process.env, TZ: 'UTC' } });
    const tail = tailOf([engine.stdout, engine.stderr]);
    await waitUntil(engine, () => isServing(binary, address, options), tail, 90_000, 150).catch(async (error: unknown) => {
      await engine.stop();
      throw error;
    });
    return { address, uiUrl: options.uiPort === undefined ? undefined : `http://127.0.0.1:${options.uiPort}`, pid: engine.pid, ended: engine.ended, stop: engine.stop };
  } catch (error) {
    throw new EngineUnavailable('Temporal', [...tried, `${binary} server start-dev: ${error instanceof Error ? error.message : String(error)}`], USE_OWN, error);
  }
}

function serverArgs(options: TemporalOptions): string[] {
  const repeated = (flag: string, values: readonly string[]): string[] => values.flatMap((value) => [flag, value]);
  return [
    'server', 'start-dev',
    '--ip', '127.0.0.1', '--port', String(options.port),
    ...(options.uiPort === undefined ? ['--headless'] : ['--ui-port', String(options.uiPort)]),
    '--db-filename', join(resolve(options.dataDir), 'temporal.db'),
    '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL',
    '--namespace', options.namespace ?? 'watchfloor',
    '--log-level', 'error',
    ...repeated('--search-attribute', Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name}=${type}`)),
    ...repeated('--dynamic-config-value', SETTINGS),
  ];
}

/** Ready once the namespace answers: the port opens earlier. */
async function isServing(binary: string, address: string, options: TemporalOptions): Promise<boolean> {
  if (!(await isPortOpen('127.0.0.1', options.port))) return false;
  return runCommand(binary, ['operator', 'namespace', 'describe', '--namespace', options.namespace ?? 'watchfloor', '--address', address], { withinMs: 10_000 }).then(
    () => true,
    () => false,
  );
}
