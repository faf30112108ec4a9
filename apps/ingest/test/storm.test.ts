import { setTimeout as sleep } from 'node:timers/promises';
import { startMortalClickHouse, type MortalClickHouse } from '@watchfloor/testing-env';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { seedPlant, type Plant } from './plant.ts';
import { countersOf, eventually } from './sender.ts';
import { cutProxy, type CutProxy } from './storm/cut-proxy.ts';
import { PROTOCOLS } from './storm/protocols.ts';
import { StormSender } from './storm/storm-sender.ts';

const SECONDS = Number(process.env['WF_FAULT_SECONDS'] ?? 15);
const VICTIMS = ['ingest', 'clickhouse', 'connections', 'connections'] as const;

let engines: Engines;
let clickHouse: MortalClickHouse;
let main: string;
let proxy: CutProxy;
beforeAll(async () => {
  [clickHouse, main, proxy] = await Promise.all([startMortalClickHouse(), bundleIngest('ingest-storm'), cutProxy()]);
  engines = await startEngines(clickHouse);
});
afterAll(async () => {
  proxy?.close();
  await engines?.stop();
});

const newIngest = async (): Promise<RunningIngest> => {
  const running = await startIngest(main, { ...engines.environment, WF_INGEST_DEADLINE_MS: '3000' }, 'healthz');
  proxy.pointTo(running.url);
  return running;
};

/** What is missing from received = stored + … + spooled; 0 when it adds up. */
const imbalance = async (ingest: RunningIngest, plant: Plant): Promise<number | undefined> => {
  const counters = await countersOf(ingest, plant).catch(() => undefined);
  if (counters?.['received'] === undefined) return undefined;
  const { received, stored = NaN, unparsed = NaN, ignored = NaN, duplicate = NaN, refused = NaN, dropped = NaN, spooled = NaN } = counters;
  return received - (stored + unparsed + ignored + duplicate + refused + dropped + spooled);
};

/** Waits until each sender has one more acknowledgement. */
const throughAll = async (senders: readonly StormSender[]): Promise<void> => {
  for (const sender of senders) {
    const before = sender.acknowledged.size;
    await eventually(async () => (sender.acknowledged.size > before ? true : undefined)).catch(() => {
      throw new Error(`${sender.protocol.name} does not get through: ${sender.lastAnswer}`);
    });
  }
};

/** How often each number is in the store, over all event ids. */
const storedNumbers = async (plant: Plant): Promise<Map<number, number>> => {
  const result = await engines.client.query({
    query: `SELECT toUInt64(extract(raw, 'C([0-9]{8,})')) AS n, count() AS times FROM events FINAL WHERE tenant_id = {tenant:UUID} GROUP BY n`,
    query_params: { tenant: plant.tenantId },
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ n: string; times: string }>();
  return new Map(rows.map((row) => [Number(row.n), Number(row.times)]));
};

it(`${SECONDS} seconds of kills: what each protocol acknowledged is stored once, nothing else but what was sent, and the counters add up all the while`, async () => {
  let ingest = await newIngest();
  const senders = await Promise.all(PROTOCOLS.map(async (protocol) => new StormSender(protocol, await seedPlant(engines.adminUrl, `storm-${protocol.name}`), proxy.url)));
  const kills = { ingest: 0, clickhouse: 0, connections: 0 };
  let looks = 0;
  // Each protocol gets through once before the storm.
  await throughAll(senders);
  for (const end = Date.now() + SECONDS * 1000; Date.now() < end; ) {
    await sleep(500 + Math.random() * 2_500);
    for (const { plant } of senders) {
      const missing = await imbalance(ingest, plant);
      if (missing === undefined) continue;
      expect(missing).toBe(0);
      looks += 1;
    }
    const victim = VICTIMS[Math.floor(Math.random() * VICTIMS.length)] ?? 'connections';
    kills[victim] += 1;
    if (victim === 'connections') proxy.cut();
    else if (victim === 'clickhouse') {
      await clickHouse.kill();
      await sleep(Math.random() * 2_000);
      await clickHouse.restart();
    } else {
      await ingest.end('SIGKILL');
      ingest = await newIngest();
    }
  }
  // Everybody gets through once more, then stops.
  await throughAll(senders);
  await Promise.all(senders.map((sender) => sender.stop()));
  expect(looks).toBeGreaterThan(0);
  for (const sender of senders) {
    const stored = await storedNumbers(sender.plant);
    const lost = [...sender.acknowledged].filter((n) => !stored.has(n));
    const doubled = [...stored].filter(([, times]) => times !== 1);
    const unsent = [...stored.keys()].filter((n) => !sender.sent.has(n));
    process.stdout.write(`${JSON.stringify({ protocol: sender.protocol.name, attempts: sender.attempts, sent: sender.sent.size, acknowledged: sender.acknowledged.size, stored: stored.size, lost: lost.length, doubled: doubled.length })}\n`);
    expect({ protocol: sender.protocol.name, lost, doubled, unsent }).toEqual({ protocol: sender.protocol.name, lost: [], doubled: [], unsent: [] });
    expect(await imbalance(ingest, sender.plant)).toBe(0);
  }
  process.stdout.write(`${JSON.stringify({ seconds: SECONDS, kills, looksAtCounters: looks })}\n`);
  await ingest.end('SIGTERM');
}, (SECONDS + 240) * 1000);
