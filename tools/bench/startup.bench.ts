import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PORT_NAMES, portsFrom, requireFreePorts } from '../up/ports.ts';
import type { Bench, BenchResult } from './bench.ts';
import { measuredStart, type MeasuredStart } from './measured-start.ts';

/** A base port whose followers are free as well. */
async function freeBase(): Promise<number> {
  for (let base = 20_000; base < 60_000; base += 100 * PORT_NAMES.length) {
    const free = await requireFreePorts(portsFrom(base)).then(() => true, () => false);
    if (free) return base;
  }
  throw new Error(`no ${PORT_NAMES.length} free ports in a row`);
}

const shown = (seconds: number | undefined): string => (seconds === undefined ? '–' : seconds.toFixed(1));

function resultOf(cold: MeasuredStart, warm: MeasuredStart): BenchResult {
  const phases = [...new Set([...Object.keys(cold.phases), ...Object.keys(warm.phases)])];
  return {
    conditions: [
      'cold: a fresh data folder; warm: the second start on the same folder, after Ctrl-C',
      'cached for both: node_modules, the build (dist, Nx), and fetched engines (Temporal, Java, Keycloak with its build) in the cache folder',
      'engines start side by side, and so do services: phases do not add up to the total',
    ],
    columns: ['phase', 'cold s', 'warm s'],
    rows: [
      ...phases.map((name) => [name, shown(cold.phases[name]), shown(warm.phases[name])]),
      ['total until ready', shown(cold.totalSeconds), shown(warm.totalSeconds)],
      ['stop after Ctrl-C', shown(cold.stopSeconds), shown(warm.stopSeconds)],
    ],
    data: { unit: 'seconds', cold, warm },
  };
}

export const bench: Bench = {
  about: 'from npm start until ready, by phase: on a fresh data folder, and again on the same one',
  async run(say, abort) {
    const dataDir = mkdtempSync(join(tmpdir(), 'watchfloor-startup-'));
    try {
      const port = await freeBase();
      say(`first start, on a fresh data folder, port ${port}`);
      const cold = await measuredStart(dataDir, port, abort);
      say(`ready after ${shown(cold.totalSeconds)} s, stopped after ${shown(cold.stopSeconds)} s; second start`);
      return resultOf(cold, await measuredStart(dataDir, port, abort));
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
