import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@clickhouse/client';
import type { Bench } from './bench.ts';
import { corpusLines, sensorOf } from './load/corpus.ts';
import { memoryOf } from './load/cpu-clock.ts';
import { percentile, sendHttp, type HttpLoad } from './load/http-load.ts';
import { plot } from './load/plot.ts';
import { startStand } from './load/stand.ts';

const MINUTES = 60;
const PROBE_EVENTS = 60_000;
const LINES_PER_BODY = 1_000;
const SAMPLE_MS = 10_000;
const HOUR_MS = 3_600_000;
const folder = join(import.meta.dirname, '../../dist/bench');

interface Sample {
  readonly minute: number;
  readonly ingestMib: number;
  readonly engineMib: number;
  readonly parts: number;
  /** Milliseconds: a body's wait for its acknowledgement, the longest of the last 10 s. */
  readonly lagMs: number;
}

export const bench: Bench = {
  about: 'half the measured maximum for long: memory, parts and lag every 10 s, plotted to dist/bench/soak.svg [--minutes M]',
  async run(say, abort, { minutes = MINUTES }) {
    const stand = await startStand(say, abort);
    const client = createClient({ url: stand.clickhouseUrl, database: 'watchfloor' });
    try {
      const load: HttpLoad = { url: stand.url, key: stand.keys[sensorOf('zeek').sensorId] ?? '', source: 'zeek', lines: corpusLines('zeek', 20_000, Date.now() - HOUR_MS), events: PROBE_EVENTS, linesPerBody: LINES_PER_BODY, connections: 4, abort };
      await sendHttp({ ...load, events: PROBE_EVENTS / 3 });
      const begin = performance.now();
      await sendHttp(load);
      const perSecond = Math.round(PROBE_EVENTS / ((performance.now() - begin) / 1000) / 2);
      say(`maximum ${perSecond * 2} events/s; ${minutes} minutes at ${perSecond}`);
      const samples: Sample[] = [];
      const [start, end] = [Date.now(), Date.now() + minutes * 60_000];
      let sent = 0;
      while (Date.now() < end && !abort.aborted) {
        const slice = Date.now();
        const { latencies, acknowledged } = await sendHttp({ ...load, events: perSecond * (SAMPLE_MS / 1000), perSecond });
        sent += acknowledged;
        await sleep(Math.max(0, SAMPLE_MS - (Date.now() - slice)), undefined, { signal: abort });
        const answer = await client.query({ query: "SELECT count() AS parts FROM system.parts WHERE active AND database = 'watchfloor'", format: 'JSONEachRow' });
        const [row] = await answer.json<{ parts: string | number }>();
        samples.push({ minute: (Date.now() - start) / 60_000, ingestMib: memoryOf(stand.ingestPid).rssMib, engineMib: memoryOf(stand.clickhousePid).rssMib, parts: Number(row?.parts), lagMs: Math.round(percentile(latencies, 1)) });
      }
      mkdirSync(folder, { recursive: true });
      const curves = (['ingestMib', 'engineMib', 'parts', 'lagMs'] as const).map((name) => ({ name, points: samples.map((sample) => [sample.minute, sample[name]] as const) }));
      writeFileSync(join(folder, 'soak.svg'), plot(curves));
      return {
        conditions: [`${sent} events at ${perSecond} a second, half of what the machine took in a short run; plot: dist/bench/soak.svg`],
        columns: ['minute', 'ingest MiB', 'engine MiB', 'parts', 'longest lag ms'],
        rows: samples.map((sample) => [sample.minute.toFixed(1), String(sample.ingestMib), String(sample.engineMib), String(sample.parts), String(sample.lagMs)]),
        data: { perSecond, sent, samples },
      };
    } finally {
      await client.close();
      await stand.stop();
    }
  },
};
