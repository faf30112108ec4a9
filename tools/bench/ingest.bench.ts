import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, BenchResult } from './bench.ts';
import { measureBare } from './load/bare.ts';
import { CORPORA, corpusLines, sensorOf, type CorpusName } from './load/corpus.ts';
import { cpuSecondsOf, memoryOf } from './load/cpu-clock.ts';
import { percentile, sendHttp } from './load/http-load.ts';
import { measureRsyslog, type PeerCost } from './load/rsyslog.ts';
import { startStand, type Stand } from './load/stand.ts';
import { sendTcp } from './load/tcp-load.ts';

const EVENTS = 200_000;
const WARM_UP_SHARE = 0.2;
const LINES_PER_BODY = 2_000;
const CONNECTIONS = 4;
const HOUR_MS = 3_600_000;
const SOURCE: Readonly<Record<CorpusName, string>> = { zeek: 'zeek', eve: 'suricata', cef: 'auto' };

interface Cost {
  readonly what: string;
  readonly events: number;
  readonly stored: number;
  readonly eventsPerSecond: number;
  /** CPU-seconds per million events. */
  readonly ours: number;
  readonly engine: number;
  readonly peakMib: number;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
}

async function storedOf(stand: Stand, key: string): Promise<number> {
  const answer = await fetch(`${stand.url}/v1/sensors/self/counters`, { headers: { authorization: `Bearer ${key}` } });
  return ((await answer.json()) as { stored: number }).stored;
}

/** CPU of ingest and of the engine while something runs. */
async function costOf(stand: Stand, what: string, key: string, events: number, send: () => Promise<readonly number[]>): Promise<Cost> {
  const before = await storedOf(stand, key);
  const [ours, engine] = [cpuSecondsOf(stand.ingestPid), cpuSecondsOf(stand.clickhousePid)];
  const begin = performance.now();
  const latencies = await send();
  const seconds = (performance.now() - begin) / 1000;
  const [usedByUs, usedByEngine] = [cpuSecondsOf(stand.ingestPid) - ours, cpuSecondsOf(stand.clickhousePid) - engine];
  const stored = (await storedOf(stand, key)) - before;
  return {
    what, events, stored, eventsPerSecond: events / seconds, ours: (usedByUs / events) * 1e6, engine: (usedByEngine / events) * 1e6, peakMib: memoryOf(stand.ingestPid).peakMib,
    ...(latencies.length === 0 ? {} : { p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) }),
  };
}

async function overHttp(stand: Stand, name: CorpusName, lines: readonly string[], events: number, abort: AbortSignal): Promise<Cost> {
  const key = stand.keys[sensorOf(name).sensorId] ?? '';
  const load = { url: stand.url, key, source: SOURCE[name], lines, linesPerBody: LINES_PER_BODY, connections: CONNECTIONS, abort };
  await sendHttp({ ...load, events: events * WARM_UP_SHARE });
  return costOf(stand, `${name} HTTP`, key, events, async () => (await sendHttp({ ...load, events })).latencies);
}

async function overTcp(stand: Stand, name: CorpusName, lines: readonly string[], events: number, abort: AbortSignal): Promise<Cost> {
  const key = stand.keys[sensorOf(name).sensorId] ?? '';
  const frames = lines.map((line) => {
    const message = `<134>1 2026-11-22T16:00:00Z sensor bench - - [watchfloor@32473 key="${key}"] ${line}`;
    return `${Buffer.byteLength(message)} ${message}`;
  });
  return costOf(stand, `${name} TCP`, key, events, async () => {
    const before = await storedOf(stand, key);
    await sendTcp(stand.syslogTcp, frames, events, abort);
    for (let last = -1, quiet = 0; quiet < 12; await sleep(250, undefined, { signal: abort })) {
      const now = (await storedOf(stand, key)) - before;
      if (now >= events) break;
      quiet = now === last ? quiet + 1 : 0;
      last = now;
    }
    return [];
  });
}

const shown = (value: number | undefined, digits = 1): string => (value === undefined ? '–' : value.toFixed(digits));

function resultOf(costs: readonly Cost[], bare: { readonly loop: number; readonly engine: number }, peer: PeerCost | string, events: number): BenchResult {
  const zeek = costs.find((cost) => cost.what === 'zeek HTTP');
  const all = zeek === undefined ? 0 : zeek.ours + zeek.engine;
  const perMillion = (seconds: number): number => (seconds / events) * 1e6;
  const bareAll = perMillion(bare.loop + bare.engine);
  const ofPeer = typeof peer === 'string' ? undefined : all / perMillion(peer.cpuSeconds);
  return {
    conditions: [
      `${events} events each, after a fifth of that to warm up; CPU-seconds per million events, user and system, all threads, of each process by /proc`,
      'TCP has no acknowledgement and its time includes the wait for what was sent to be stored',
      `all-in ÷ rsyslog (zeek, HTTP against TCP to a file): ${ofPeer === undefined ? `not measured: ${String(peer)}` : `${ofPeer.toFixed(2)}, goal at most 0.50`}`,
      `all-in ÷ bare Node loop (zeek): ${(all / bareAll).toFixed(2)}, goal at most 1.50`,
    ],
    columns: ['what', 'events/s', 'ours', 'engine', 'all', 'stored', 'peak MiB', 'ack p50 ms', 'p99 ms'],
    rows: [
      ...costs.map((cost) => [cost.what, String(Math.round(cost.eventsPerSecond)), shown(cost.ours), shown(cost.engine), shown(cost.ours + cost.engine), `${Math.round((cost.stored / cost.events) * 100)} %`, String(cost.peakMib), shown(cost.p50Ms, 0), shown(cost.p99Ms, 0)]),
      ['zeek bare Node loop', '–', shown(perMillion(bare.loop)), shown(perMillion(bare.engine)), shown(bareAll), '100 %', '–', '–', '–'],
      ...(typeof peer === 'string' ? [] : [['zeek rsyslog to a file', String(Math.round(peer.eventsPerSecond)), shown(perMillion(peer.cpuSeconds)), '–', shown(perMillion(peer.cpuSeconds)), '–', String(peer.peakMib), '–', '–']]),
    ],
    data: { unit: 'CPU-seconds per million events', costs, bare: { loop: perMillion(bare.loop), engine: perMillion(bare.engine) }, rsyslog: typeof peer === 'string' ? peer : perMillion(peer.cpuSeconds), ratioToRsyslog: ofPeer, ratioToBareLoop: all / bareAll },
  };
}

export const bench: Bench = {
  about: 'receive, normalise, enrich, match and store over HTTP and TCP, beside rsyslog and a bare Node loop [--events N]',
  async run(say, abort, { events = EVENTS }) {
    const now = Date.now() - HOUR_MS;
    const stand = await startStand(say, abort);
    try {
      const costs: Cost[] = [];
      const zeek = corpusLines('zeek', events, now);
      let peer: PeerCost | string = '';
      for (const name of CORPORA) {
        const lines = name === 'zeek' ? zeek : corpusLines(name, events, now);
        say(`${name} over HTTP`);
        costs.push(await overHttp(stand, name, lines, events, abort));
        if (name !== 'zeek') continue;
        // Beside ours, not at the end: a machine that others use changes with time.
        say('rsyslog on the same lines');
        peer = await measureRsyslog(lines, events, abort).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      }
      say('the bare loop');
      const bare = await measureBare(stand, zeek, events, abort);
      for (const name of CORPORA) {
        say(`${name} over TCP`);
        // What was measured before must not be lost with a receiver that fails.
        await overTcp(stand, name, name === 'zeek' ? zeek : corpusLines(name, events, now), events, abort).then((cost) => costs.push(cost), (error: unknown) => say(`${name} over TCP failed: ${String(error)}`));
      }
      return resultOf(costs, bare, peer, events);
    } finally {
      await stand.stop();
    }
  },
};
