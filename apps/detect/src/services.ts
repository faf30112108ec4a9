import { connectClickHouse, pingClickHouse } from '@watchfloor/clickhouse';
import { closePostgres, connectPostgres, pingPostgres } from '@watchfloor/postgres';
import { connectTemporal } from '@watchfloor/temporal';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { Loop } from './loop.ts';
import { Metrics } from './metrics.ts';
import { ObserveAssets } from './observe-assets.ts';
import { OpenCases } from './open-cases.ts';
import type { Stores } from './stores.ts';
import { WatchSensors } from './watch-sensors.ts';

/** The frequent look covers what ingest stores at once; the sweep, what was stored late after an outage or from the spool. */
const RECENT_MS = 10 * 60_000;
const SWEEP_BACK_MS = 7 * 24 * 3_600_000;

/** Everything of the service that is not HTTP. */
export interface Services {
  readonly metrics: Metrics;
  /** Names what does not answer; empty when the service can do its work. */
  problems(): Promise<string[]>;
  start(): void;
  /** Ends the rounds in hand and closes the stores. */
  stop(): Promise<void>;
}

/** Wires the loops to the stores. Nothing runs before `start`. */
export async function createServices(config: Config, log: Logger): Promise<Services> {
  const clickhouse = connectClickHouse({ url: config.WF_CLICKHOUSE_URL, database: config.WF_CLICKHOUSE_DATABASE, application: 'watchfloor-detect' });
  const postgres = connectPostgres(config.WF_POSTGRES_URL, config.WF_POSTGRES_POOL);
  const temporal = await connectTemporal(config);
  const metrics = new Metrics();
  const stores: Stores = { clickhouse, postgres, cases: temporal.cases, now: Date.now };
  const report = { metrics, log };
  const openCases = new OpenCases(stores, metrics, log);
  const observeAssets = new ObserveAssets(stores, metrics, log);
  const watchSensors = new WatchSensors(stores, metrics, log);
  let sweptAtMs = 0;
  /** One loop for both, so that two rounds never assign the same findings at once. */
  const findingsRound = async (): Promise<void> => {
    const sweep = stores.now() - sweptAtMs >= config.WF_DETECT_SWEEP_MS;
    await openCases.cycle(sweep ? SWEEP_BACK_MS : RECENT_MS);
    if (sweep) sweptAtMs = stores.now();
  };
  const loops = [
    new Loop('findings', config.WF_DETECT_FINDINGS_MS, findingsRound, report),
    new Loop('assets', config.WF_DETECT_ASSETS_MS, () => observeAssets.cycle(), report),
    new Loop('sensors', config.WF_DETECT_SENSORS_MS, () => watchSensors.cycle(), report),
  ];
  return {
    metrics,
    problems: async () => {
      const checks = await Promise.allSettled([pingClickHouse(clickhouse), pingPostgres(postgres), temporal.ready()]);
      return ['clickhouse', 'postgres', 'temporal'].flatMap((name, i) => (checks[i]?.status === 'fulfilled' ? [] : [`${name} does not answer`]));
    },
    start: () => loops.forEach((loop) => loop.start()),
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      await Promise.allSettled([clickhouse.close(), closePostgres(postgres), temporal.close()]);
    },
  };
}
