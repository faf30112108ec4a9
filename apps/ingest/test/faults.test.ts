import { setTimeout as sleep } from 'node:timers/promises';
import { startMortalClickHouse, type MortalClickHouse } from '@watchfloor/testing-env';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngines, type Engines } from './engines.ts';
import { holdingProxy } from './held-answer.ts';
import { bundleIngest, startIngest } from './ingest-process.ts';
import { connLine, seedPlant, writeLine, type Plant } from './plant.ts';
import { countersOf, eventually, send, storeOf } from './sender.ts';

let engines: Engines;
let clickHouse: MortalClickHouse;
let main: string;
let slug = 0;
const plantOf = (): Promise<Plant> => seedPlant(engines.adminUrl, `faults-${++slug}`);
const environment = async (more: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> => ({ ...engines.environment, WF_SPOOL_DIR: await engines.folder(), ...more });

beforeAll(async () => {
  [clickHouse, main] = await Promise.all([startMortalClickHouse(), bundleIngest('ingest-faults')]);
  engines = await startEngines(clickHouse);
});
afterAll(() => engines?.stop());

describe('faults', () => {
  it('ingest killed between the commit and the answer: the sender tries again and each line is there once', async () => {
    const plant = await plantOf();
    const proxy = await holdingProxy(engines.clickHouseUrl);
    const body = [connLine(1), writeLine(2), connLine(3), 'unparsed'].join('\n');
    const doomed = await startIngest(main, await environment({ WF_CLICKHOUSE_URL: proxy.url }));
    const committed = proxy.holdNextInsert();
    const unanswered = send(doomed, plant, body);
    await committed;
    await doomed.end('SIGKILL');
    expect((await unanswered).status).toBe(0);
    expect(await storeOf(engines, plant).count()).toBe(3);
    proxy.close();
    const next = await startIngest(main, await environment());
    expect(await send(next, plant, body)).toMatchObject({ status: 200, body: { stored: 3, unparsed: 1, duplicate: false } });
    const store = storeOf(engines, plant);
    expect([await store.count(), (await store.findings()).length, (await store.unparsed()).length]).toEqual([3, 2, 1]);
    await next.end('SIGTERM');
  }, 180_000);

  it('lines without a time of their own keep the time of their first arrival when they are sent again', async () => {
    const plant = await plantOf();
    const timeless = JSON.stringify({ event_type: 'flow', timestamp: '', src_ip: '10.20.1.5', dest_ip: '10.20.1.10', proto: 'TCP' });
    const named = '{"uid":"x","id.orig_h":"1.2.3.4","id.orig_p":1,"id.resp_h":"1.2.3.5","id.resp_p":2,"proto":"udp"}';
    const options = { query: '?source=zeek&log=conn', headers: { 'idempotency-key': 'timeless' } };
    const first = await startIngest(main, await environment());
    const answer = await send(first, plant, `${named}\n${timeless}`, options);
    expect(answer.status).toBe(200);
    const before = await storeOf(engines, plant).events();
    expect(before.some((event) => event.flags.includes('time-missing'))).toBe(true);
    await first.end('SIGKILL');
    await sleep(20);
    const second = await startIngest(main, await environment());
    expect((await send(second, plant, `${named}\n${timeless}`, options)).body).toMatchObject({ stored: answer.body['stored'], duplicate: false });
    const after = await storeOf(engines, plant).events();
    expect(after.map((event) => [event.eventId, event.timeUs])).toEqual(before.map((event) => [event.eventId, event.timeUs]));
    await second.end('SIGTERM');
  }, 180_000);

  it('ClickHouse killed: 503 with Retry-After and not ready; back again: the same batches are stored once, and the counters add up', async () => {
    const plant = await plantOf();
    const ingest = await startIngest(main, await environment({ WF_INGEST_DEADLINE_MS: '1500' }));
    expect((await send(ingest, plant, connLine(0))).status).toBe(200);
    await clickHouse.kill();
    const bodies = Array.from({ length: 5 }, (_, n) => [connLine(10 + n), connLine(20 + n)].join('\n'));
    const away = await Promise.all(bodies.map((body) => send(ingest, plant, body)));
    for (const answer of away) {
      expect(answer).toMatchObject({ status: 503, body: { error: { code: 'UNAVAILABLE' } } });
      expect(Number(answer.retryAfter)).toBeGreaterThan(0);
    }
    expect((await fetch(`${ingest.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${ingest.url}/healthz`)).status).toBe(200);
    await clickHouse.restart();
    for (const body of bodies) await eventually(async () => ((await send(ingest, plant, body)).status === 200 ? true : undefined));
    expect(await storeOf(engines, plant).count()).toBe(11);
    expect((await fetch(`${ingest.url}/readyz`)).status).toBe(200);
    const { received = 0, stored, unparsed, ignored, duplicate, refused = 0, dropped, spooled } = await countersOf(ingest, plant);
    expect({ stored, unparsed, ignored, duplicate, dropped, spooled }).toEqual({ stored: 11, unparsed: 0, ignored: 0, duplicate: 0, dropped: 0, spooled: 0 });
    expect(refused).toBeGreaterThanOrEqual(10);
    expect(received).toBe(11 + refused);
    await ingest.end('SIGTERM');
  }, 180_000);

  it('ingest and ClickHouse killed at any moment under load: every acknowledged line is there once', async () => {
    const plant = await plantOf();
    let ingest = await startIngest(main, await environment({ WF_INGEST_DEADLINE_MS: '3000' }));
    const acknowledged = new Set<number>();
    let stop = false;
    const sender = async (worker: number): Promise<void> => {
      // A worker ends only with an answer: what it was not answered may be stored or not.
      for (let n = 0; !stop; n += 1) {
        const first = worker * 1_000_000 + n * 10;
        const body = Array.from({ length: 10 }, (_, k) => connLine(first + k)).join('\n');
        while ((await send(ingest, plant, body, { headers: { 'idempotency-key': `w${worker}-${n}` } })).status !== 200) await sleep(20);
        for (let k = 0; k < 10; k += 1) acknowledged.add(first + k);
      }
    };
    const senders = [1, 2, 3].map(sender);
    for (const victim of ['ingest', 'clickhouse', 'ingest'] as const) {
      const before = acknowledged.size;
      await eventually(async () => (acknowledged.size >= before + 60 ? true : undefined));
      await sleep(Math.random() * 200); // somewhere within a batch
      if (victim === 'ingest') {
        await ingest.end('SIGKILL');
        ingest = await startIngest(main, await environment({ WF_INGEST_DEADLINE_MS: '3000' }));
      } else {
        await clickHouse.kill();
        await clickHouse.restart();
      }
    }
    stop = true;
    await Promise.all(senders);
    expect(acknowledged.size).toBeGreaterThanOrEqual(180);
    expect(await storeOf(engines, plant).count()).toBe(acknowledged.size);
    await ingest.end('SIGTERM');
  }, 180_000);

  it('SIGTERM: what was received is written and answered, then the process ends by itself', async () => {
    const plant = await plantOf();
    const ingest = await startIngest(main, await environment({ WF_INGEST_BATCH_MS: '1500' }));
    const answer = send(ingest, plant, connLine(1));
    await eventually(async () => ((await countersOf(ingest, plant))['waiting'] === 1 ? true : undefined));
    expect(await ingest.end('SIGTERM')).toBe(0);
    expect((await answer).status).toBe(200);
    expect(await storeOf(engines, plant).count()).toBe(1);
  }, 180_000);
});
