import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EngineUnavailable } from '../engine-unavailable.ts';
import { runTool } from '../fetch/run-tool.ts';
import { freePort } from '../free-port.ts';
import { isPortOpen } from '../is-port-open.ts';
import { noProgress, type Progress } from '../progress.ts';
import type { RunningEngine } from '../running-engine.ts';
import { spawnLeashed } from '../spawn-leashed.ts';
import { tailOf } from '../tail-of.ts';
import { waitUntil } from '../wait-until.ts';
import { temporalBinary } from './temporal-binary.ts';

export interface TemporalOptions {
  /** Folder of the SQLite file; undefined keeps everything in memory (tests). */
  readonly dataDir: string | undefined;
  readonly port: number;
  /** Port of the web UI; undefined: no UI. */
  readonly uiPort?: number;
  /** Default `watchfloor`. */
  readonly namespace?: string;
  /** host:port of a Temporal of one's own; nothing is started then. */
  readonly own?: string | undefined;
  readonly progress?: Progress;
}

export interface RunningTemporal extends RunningEngine {
  /** host:port of the gRPC frontend. */
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | undefined;
}

/** What cases are found by (TEMPORAL.md §2.7); values are plain text, so no customer's name belongs in them. */
export const SEARCH_ATTRIBUTES: Readonly<Record<string, 'Keyword' | 'Datetime'>> = {
  TenantId: 'Keyword',
  CaseSeverity: 'Keyword',
  CaseStatus: 'Keyword',
  SlaState: 'Keyword',
  Assignee: 'Keyword',
  NextSlaDueAt: 'Datetime',
};

// Time skipping is for tests' virtual clocks; the time shift of 1 s would delay every timer; fairness keeps one
// customer's burst from delaying the others and is off by default.
const DYNAMIC_CONFIG = [
  'frontend.WorkflowTimeSkippingEnabled=true',
  'history.timerProcessorMaxTimeShift="20ms"',
  'matching.enableFairness=true',
  'matching.useNewMatcher=true',
  'system.forceSearchAttributesCacheRefreshOnRead=true',
  'frontend.enableServerVersionCheck=false',
];
const USE_OWN = 'set WF_TEMPORAL_ADDRESS to host:7233 of a server 1.32 or later with the namespace watchfloor and its search attributes';

/** Starts Temporal's own dev server on a SQLite file. Throws EngineUnavailable. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const progress = options.progress ?? noProgress;
  const namespace = options.namespace ?? 'watchfloor';
  if (options.own !== undefined) return useOwn(options.own, namespace);
  const binary = await temporalBinary(progress);
  progress('Temporal: starting');
  try {
    const engine = await spawnLeashed(binary, await serverArgs(options, namespace), { env: { ...process.env, TZ: 'UTC' }, stopSignal: 'SIGTERM' });
    const tail = tailOf([engine.stdout, engine.stderr]);
    const address = `127.0.0.1:${options.port}`;
    const ready = async (): Promise<boolean> =>
      (await isPortOpen('127.0.0.1', options.port)) && (await runTool(binary, ['operator', 'namespace', 'describe', '--namespace', namespace, '--address', address, '--command-timeout', '2s'])).code === 0;
    await waitUntil(engine, ready, tail, 120_000, 100).catch(async (error: unknown) => {
      await engine.stop();
      throw error;
    });
    const uiUrl = options.uiPort === undefined ? undefined : `http://127.0.0.1:${options.uiPort}`;
    return { address, namespace, uiUrl, pid: engine.pid, ended: engine.ended, stop: engine.stop };
  } catch (error) {
    throw new EngineUnavailable('Temporal', [`${binary} server start-dev: ${error instanceof Error ? error.message : String(error)}`], USE_OWN, error);
  }
}

async function serverArgs(options: TemporalOptions, namespace: string): Promise<string[]> {
  const ports = ['--ip', '127.0.0.1', '--port', String(options.port), '--http-port', String(await freePort()), '--metrics-port', String(await freePort())];
  const ui = options.uiPort === undefined ? ['--headless'] : ['--ui-ip', '127.0.0.1', '--ui-port', String(options.uiPort)];
  return ['server', 'start-dev', ...ports, ...ui, ...storage(options.dataDir), '--log-level', 'warn', '--namespace', namespace,
    ...Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...DYNAMIC_CONFIG.flatMap((value) => ['--dynamic-config-value', value])];
}

function storage(dataDir: string | undefined): string[] {
  if (dataDir === undefined) return [];
  mkdirSync(resolve(dataDir), { recursive: true, mode: 0o700 });
  return ['--db-filename', join(resolve(dataDir), 'temporal.db'), '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'];
}

async function useOwn(address: string, namespace: string): Promise<RunningTemporal> {
  const [host = '', port = '7233'] = address.split(':');
  if (!(await isPortOpen(host, Number(port)))) throw new EngineUnavailable('Temporal', [`the server of WF_TEMPORAL_ADDRESS (${address}) did not answer`], USE_OWN);
  return { address, namespace, uiUrl: undefined, pid: undefined, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
}
