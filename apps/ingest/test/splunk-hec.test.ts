import { gzipSync } from 'node:zlib';
import { ocsfOfRow } from '@watchfloor/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import winston from 'winston';
import SplunkStreamEvent from 'winston-splunk-httplogger';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant, type Plant } from './plant.ts';
import { countersOf, eventually, storeOf } from './sender.ts';

const CHANNEL = '0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba';
let engines: Engines;
let ingest: RunningIngest;
let slug = 0;
const plantOf = (): Promise<Plant> => seedPlant(engines.adminUrl, `hec-${++slug}`);

interface Asked { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly retryAfter: string | null }

async function hec(plant: Plant | undefined, path: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}, to = ingest): Promise<Asked> {
  const response = await fetch(`${to.url}/services/collector${path}`, { method: 'POST', headers: { ...(plant ? { authorization: `Splunk ${plant.key}` } : {}), ...headers }, body: body as string });
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, retryAfter: response.headers.get('retry-after') };
}

beforeAll(async () => {
  const [made, main] = await Promise.all([startEngines(), bundleIngest('ingest-hec')]);
  engines = made;
  ingest = await startIngest(main, engines.environment);
});
afterAll(async () => {
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

describe('Splunk HEC', () => {
  it('stores events one after the other in a body, strings and objects, with their metadata and every digit', async () => {
    const plant = await plantOf();
    const events = [
      `{"time":1780392601.5,"host":"plc-gw","source":"/zeek","sourcetype":"bro","index":"ot","fields":{"line":7,"__proto__":"x"},"event":${JSON.stringify(connLine(1))}}`,
      `{"event": ${connLine(2).replace('"uid"', '"big":12345678901234567890,"uid"')}, "time": "1780392602.250"}`,
      '{"event":"free text that no parser knows \\u0000","time":1780392603}',
    ];
    const body = `${events[0]}${events[1]}\n \n${events[2]}\n`;
    expect(await hec(plant, '', gzipSync(body), { 'content-encoding': 'gzip' })).toMatchObject({ status: 200, body: { text: 'Success', code: 0 } });
    const store = storeOf(engines, plant);
    const stored = await store.events();
    const rest = await store.unparsed();
    expect([...stored, ...rest].map((row) => row.raw).sort()).toEqual([...events].sort());
    const first = stored.find((event) => event.raw === events[0]);
    expect(first).toMatchObject({ source: 'zeek-conn', timeUs: (1_780_392_601 + 0.25) * 1e6 });
    expect(await hec(plant, '/event', body)).toMatchObject({ status: 200 }); // the same batch again
    expect(await countersOf(ingest, plant)).toMatchObject({ received: 6, duplicate: 3, refused: 0 });
  }, 180_000);

  it('keeps what the envelope said beside the event, and dates an event that has no time of its own', async () => {
    const plant = await plantOf();
    const metadata = { host: 'plc-gw', source: '/zeek', sourcetype: 'bro', index: 'ot', fields: { line: 7 } };
    const timeless = connLine(1).replace(/"ts":[\d.]+,/, '');
    expect((await hec(plant, '?index=other&sourcetype=other', JSON.stringify({ time: 1_780_392_601.5, ...metadata, event: timeless }))).status).toBe(200);
    const [event, ...none] = await storeOf(engines, plant).events();
    expect(none).toEqual([]);
    expect([event?.timeUs, event?.flags.includes('time-from-envelope')]).toEqual([1_780_392_601_500_000, true]);
    expect(event && ocsfOfRow(event)).toMatchObject({ metadata: { labels: expect.arrayContaining(['time-from-envelope']) as string[] } });
    expect(event && (ocsfOfRow(event)['unmapped'] as Record<string, unknown>)['envelope']).toEqual(metadata);
  }, 180_000);

  it('takes raw lines, Basic keys, and answers acknowledgements of its channels only', async () => {
    const [plant, other] = [await plantOf(), await plantOf()];
    const basic = `Basic ${Buffer.from(`x:${plant.key}`).toString('base64')}`;
    const raw = await hec(undefined, `/raw/1.0?channel=${CHANNEL}&host=h1`, `${connLine(1)}\n${connLine(2)}\n`, { authorization: basic });
    expect(raw).toMatchObject({ status: 200, body: { code: 0, ackId: 0 } });
    expect(await storeOf(engines, plant).count()).toBe(2);
    const next = await hec(plant, '/event/1.0', `{"event":${connLine(3)}}`, { 'x-splunk-request-channel': CHANNEL.toUpperCase() });
    expect(next.body).toMatchObject({ ackId: 1 });
    expect((await hec(plant, `/ack?channel=${CHANNEL}`, '{"acks":[0,1,2]}')).body).toEqual({ acks: { 0: true, 1: true, 2: false } });
    expect((await hec(other, `/ack?channel=${CHANNEL}`, '{"acks":[0]}')).body).toEqual({ acks: { 0: false } });
    expect((await hec(plant, '/ack', '{"acks":[0]}')).body).toMatchObject({ code: 10 });
  }, 180_000);

  it('answers with the codes of Splunk, and stores nothing of a body that it refuses', async () => {
    const plant = await plantOf();
    const deep = `{"event":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const good = `{"event":${connLine(1)}}`;
    const cases: readonly (readonly [number, number, Promise<Asked>])[] = [
      [401, 2, hec(undefined, '', good)],
      [401, 3, hec(undefined, '', good, { authorization: 'nonsense' })],
      [403, 4, hec({ ...plant, key: `wfs_${'a'.repeat(43)}` }, '', good)],
      [400, 16, hec(undefined, `?token=${plant.key}`, good)],
      [400, 5, hec(plant, '', ' \n')],
      [400, 6, hec(plant, '', `${good} nonsense`)],
      [400, 6, hec(plant, '', `${good}{"event":"cut`)],
      [400, 6, hec(plant, '', `${good}{"event":1,"time":"noon"}`)],
      [400, 6, hec(plant, '', `${good}${deep}`)],
      [400, 12, hec(plant, '', `${good}{"host":"x"}`)],
      [400, 13, hec(plant, '', `${good}{"event":""}`)],
      [400, 15, hec(plant, '', `${good}{"event":"x","fields":[]}`)],
      [400, 11, hec(plant, '?channel=1', good)],
      [413, 6, hec(plant, '', gzipSync(Buffer.alloc(64 * 1024 * 1024, 32)), { 'content-encoding': 'gzip' })],
    ];
    for (const [status, code, asked] of cases) expect(await asked).toMatchObject({ status, body: { code } });
    expect((await hec(plant, '', `${good}{"host":"x"}`)).body).toMatchObject({ 'invalid-event-number': 1 });
    expect(await storeOf(engines, plant).count()).toBe(0);
    const health = await fetch(`${ingest.url}/services/collector/health`);
    expect([health.status, await health.json()]).toEqual([200, { text: 'HEC is healthy', code: 17 }]);
  }, 180_000);

  it('gets every event of winston with its HEC transport', async () => {
    const plant = await plantOf();
    const url = new URL(ingest.url);
    const transport = new SplunkStreamEvent({ splunk: { token: plant.key, host: url.hostname, port: Number(url.port), protocol: 'http', path: '/services/collector/event/1.0' } });
    const logger = winston.createLogger({ transports: [transport] });
    const sent = Array.from({ length: 50 }, (_, n) => `winston line ${n} ümlaut "quoted"`);
    for (const line of sent) logger.info(line);
    const store = storeOf(engines, plant);
    const rows = await eventually(async () => {
      const all = [...(await store.events()), ...(await store.unparsed())].map((row) => row.raw);
      return all.length >= sent.length ? all : undefined;
    });
    const texts = rows.map((raw) => (JSON.parse(raw) as { event: { message: { msg?: string } | string } }).event.message).map((message) => (typeof message === 'string' ? message : message.msg));
    expect(texts.sort()).toEqual([...sent].sort());
    logger.close();
  }, 180_000);
});
