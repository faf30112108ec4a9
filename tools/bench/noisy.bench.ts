import type { Bench } from './bench.ts';
import { corpusLines, sensorOf } from './load/corpus.ts';
import { percentile, sendHttp, type HttpLoad } from './load/http-load.ts';
import { startStand } from './load/stand.ts';

/** Events a second that a tenant may send in this run; the noisy one sends 50 times as much, without heeding any refusal. */
const QUOTA = 400;
const NOISE = 50;
const SECONDS = 20;
const LINES_PER_BODY = 100;
const HOUR_MS = 3_600_000;
const GOAL = 1.5;

export const bench: Bench = {
  about: `one customer sends at ${NOISE} times its quota: how long another, quiet one waits for its acknowledgements`,
  async run(say, abort) {
    const now = Date.now() - HOUR_MS;
    const stand = await startStand(say, abort, { WF_INGEST_EVENTS_PER_SECOND: String(QUOTA), WF_INGEST_BURST_SECONDS: '2' });
    try {
      const load = (name: 'zeek' | 'eve', perSecond: number, seconds: number, signal: AbortSignal): HttpLoad => ({
        url: stand.url, key: stand.keys[sensorOf(name).sensorId] ?? '', source: name === 'eve' ? 'suricata' : 'zeek', lines: corpusLines(name, 4_000, now), events: perSecond * seconds, perSecond, linesPerBody: LINES_PER_BODY, connections: 4, abort: signal,
      });
      say('warming up');
      await sendHttp(load('eve', QUOTA / 2, 5, abort));
      say(`B alone at half its quota for ${SECONDS} s`);
      const quiet = await sendHttp(load('eve', QUOTA / 2, SECONDS, abort));
      say(`the same while A sends ${NOISE * QUOTA} events a second`);
      const enough = new AbortController();
      const noise = sendHttp({ ...load('zeek', NOISE * QUOTA, SECONDS * 2, AbortSignal.any([abort, enough.signal])), connections: 32 }).catch(() => undefined);
      const loud = await sendHttp(load('eve', QUOTA / 2, SECONDS, abort));
      enough.abort();
      await noise;
      const ratio = percentile(loud.latencies, 0.95) / percentile(quiet.latencies, 0.95);
      const row = (what: string, seen: typeof quiet): string[] => [what, String(seen.acknowledged), String(seen.refusals), percentile(seen.latencies, 0.5).toFixed(0), percentile(seen.latencies, 0.95).toFixed(0)];
      return {
        conditions: [`quota ${QUOTA} events/s each; B's p95 beside the noise ÷ alone: ${ratio.toFixed(2)}, goal at most ${GOAL}`, 'acknowledgements include the wait for an insert to fill (WF_INGEST_BATCH_MS)'],
        columns: ['tenant B', 'events', 'refusals', 'ack p50 ms', 'p95 ms'],
        rows: [row('alone', quiet), row('beside A', loud)],
        data: { quotaPerSecond: QUOTA, ratio, quietP95Ms: percentile(quiet.latencies, 0.95), loudP95Ms: percentile(loud.latencies, 0.95), refusals: loud.refusals },
      };
    } finally {
      await stand.stop();
    }
  },
};
