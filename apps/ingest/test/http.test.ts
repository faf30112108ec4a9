import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant, writeLine, type Plant } from './plant.ts';
import { countersOf, send, storeOf } from './sender.ts';

let engines: Engines;
let main: string;
let ingest: RunningIngest;
let slug = 0;
const plantOf = (options?: Parameters<typeof seedPlant>[2]): Promise<Plant> => seedPlant(engines.adminUrl, `http-${++slug}`, options);

beforeAll(async () => {
  [engines, main] = await Promise.all([startEngines(), bundleIngest('ingest-http')]);
  ingest = await startIngest(main, engines.environment);
});
afterAll(async () => {
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

describe('lines over HTTP', () => {
  it('are stored when the answer comes: events enriched, findings with their reason, unparsed lines with their bytes', async () => {
    const plant = await plantOf();
    const answer = await send(ingest, plant, Buffer.concat([Buffer.from(`${connLine(1)}\n${writeLine(2)}\nnot a log line \n`), Buffer.from([0xff, 0xfe, 0x0a])]));
    expect(answer).toMatchObject({ status: 200, body: { received: 4, stored: 2, unparsed: 2, duplicate: false } });
    const store = storeOf(engines, plant);
    const [write, conn] = await store.events();
    expect(conn).toMatchObject({ tenantId: plant.tenantId, siteId: plant.siteId, sensorId: plant.sensorId, source: 'zeek-conn', dstAssetId: plant.plcId, raw: connLine(1) });
    expect(write).toMatchObject({ otFunction: 'WRITE_SINGLE_REGISTER', otAccess: 'write', otAddressStart: 100, appProtocol: 'modbus' });
    const findings = await store.findings();
    expect(findings.map((finding) => finding.detectionId).sort()).toEqual(['modbus-write', 'zone-violation']);
    expect(findings.every((finding) => finding.eventIds[0] === write?.eventId && finding.reason.includes('PLC-1'))).toBe(true);
    const unparsed = await store.unparsed();
    expect(unparsed.map((line) => [line.size, line.rawBase64 || line.raw]).sort()).toEqual([[15, 'not a log line '], [2, '//4=']]);
    expect(unparsed.every((line) => line.reason !== '' && line.sha256.length === 64)).toBe(true);
  });

  it('are taken as NDJSON, JSON array and TSV, plain, gzip and zstd', async () => {
    const plant = await plantOf();
    const tsv = '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n#types\ttime\tstring\taddr\tport\taddr\tport\tenum\n1780392600.000001\tCtsv\t10.20.1.5\t4000\t10.20.1.10\t502\ttcp\n#close\t2026-06-02-09-30-00\n';
    expect((await send(ingest, plant, `[${connLine(1)},\n ${connLine(2)}]`)).body).toMatchObject({ received: 2, stored: 2 });
    expect((await send(ingest, plant, tsv)).body).toMatchObject({ received: 1, stored: 1, unparsed: 0 });
    expect((await send(ingest, plant, gzipSync(`${connLine(3)}\n`), { headers: { 'content-encoding': 'gzip' } })).body).toMatchObject({ stored: 1 });
    expect((await send(ingest, plant, zstdCompressSync(Buffer.from(connLine(4))), { headers: { 'content-encoding': 'zstd', 'content-type': 'application/x-ndjson' } })).body).toMatchObject({ stored: 1 });
    expect((await send(ingest, plant, '{"ts":1780392600.5,"uid":"x","id.orig_h":"1.2.3.4","id.orig_p":1,"id.resp_h":"1.2.3.5","id.resp_p":2,"proto":"udp"}', { query: '?source=zeek&log=conn', headers: { 'content-type': 'application/json' } })).body).toMatchObject({ stored: 1 });
    const events = await storeOf(engines, plant).events();
    expect(events).toHaveLength(6);
    expect(events.filter((event) => event.timeUs === 1_780_392_600_000_001)).toHaveLength(1);
  });

  it('of the same body or the same key within the window are stored once, and answered as the first time', async () => {
    const plant = await plantOf();
    const body = [connLine(1), connLine(2), 'bad'].join('\n');
    const first = await send(ingest, plant, body);
    const again = await send(ingest, plant, body);
    expect(again.body).toEqual({ ...first.body, duplicate: true });
    const keyed = await Promise.all([1, 2, 3].map(() => send(ingest, plant, connLine(9), { headers: { 'idempotency-key': 'batch-1' } })));
    expect(keyed.map((answer) => answer.body['duplicate']).sort()).toEqual([false, true, true]);
    expect(await send(ingest, plant, connLine(10), { headers: { 'idempotency-key': 'batch-1' } })).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });
    expect(await storeOf(engines, plant).count()).toBe(3);
    const counters = await countersOf(ingest, plant);
    expect(counters).toMatchObject({ received: 9, stored: 3, unparsed: 1, duplicate: 5, refused: 0 });
  });

  it('belong to the tenant of the key, whatever the line says; the same body of two sensors is two batches', async () => {
    const [a, b] = [await plantOf(), await plantOf()];
    const line = JSON.stringify({ ...(JSON.parse(connLine(1)) as object), tenant_id: b.tenantId, tenantId: b.tenantId, sensor_id: b.sensorId });
    for (const plant of [a, b]) expect((await send(ingest, plant, line, { headers: { 'x-tenant': b.tenantId } })).body).toMatchObject({ stored: 1, duplicate: false });
    const [ofA, ofB] = [await storeOf(engines, a).events(), await storeOf(engines, b).events()];
    expect([ofA.length, ofB.length, ofA[0]?.tenantId, ofB[0]?.tenantId]).toEqual([1, 1, a.tenantId, b.tenantId]);
    expect(ofA[0]?.eventId).not.toBe(ofB[0]?.eventId);
  });

  it('keep their own time: the far future and the distant past are flagged and never re-dated', async () => {
    const plant = await plantOf();
    await send(ingest, plant, [connLine(1, 4_000_000_000), connLine(2, 86_400), connLine(3, Math.floor(Date.now() / 1000) - 60)].join('\n'));
    const events = await storeOf(engines, plant).events();
    expect(events.map((event) => [Math.floor(event.timeUs / 1e6), event.flags])).toEqual([[4_000_000_000, ['future']], [expect.any(Number), []], [86_400, ['before-retention']]]);
  });

  it('beyond 1 MiB, too deep or with too many keys are kept as unparsed', async () => {
    const plant = await plantOf();
    const long = `{"x":"${'y'.repeat(1024 * 1024)}"}`;
    expect((await send(ingest, plant, [long, '['.repeat(70), connLine(1)].join('\n'))).body).toMatchObject({ received: 3, stored: 1, unparsed: 2 });
    const unparsed = await storeOf(engines, plant).unparsed();
    expect(unparsed.map((line) => [line.size, line.raw.length, line.reason]).sort((x, y) => Number(x[0]) - Number(y[0]))).toEqual([[70, 70, 'JSON nested more than 64 deep'], [long.length, 1024 * 1024, 'line is longer than 1 MiB']]);
  });
});

describe('what a sender is told', () => {
  it.each([
    ['no key', { authorization: '' }, 401, 'UNAUTHENTICATED'],
    ['an unknown key', { authorization: `Bearer wfs_${'a'.repeat(43)}` }, 401, 'UNAUTHENTICATED'],
    ['a key of another shape', { authorization: 'Basic dXNlcjpwYXNz' }, 401, 'UNAUTHENTICATED'],
    ['an encoding that is not known', { 'content-encoding': 'br' }, 415, 'UNSUPPORTED'],
    ['a body that is no gzip', { 'content-encoding': 'gzip' }, 400, 'INVALID_INPUT'],
    ['a bad Idempotency-Key', { 'idempotency-key': 'a b' }, 400, 'INVALID_INPUT'],
  ])('%s', async (_what, headers, status, code) => {
    const plant = await plantOf();
    expect(await send(ingest, plant, connLine(1), { headers })).toMatchObject({ status, body: { error: { code, detail: expect.any(String) } } });
    expect(await storeOf(engines, plant).count()).toBe(0);
  });

  it('a bomb is refused, an unknown source named, an unknown path not found', async () => {
    const plant = await plantOf();
    expect(await send(ingest, plant, gzipSync(Buffer.alloc(40 * 1024 * 1024)), { headers: { 'content-encoding': 'gzip' } })).toMatchObject({ status: 413, body: { error: { code: 'TOO_LARGE' } } });
    expect(await send(ingest, plant, connLine(1), { query: '?source=nope' })).toMatchObject({ status: 400, body: { error: { detail: expect.stringContaining('zeek') } } });
    expect(await send(ingest, plant, connLine(1), { query: '?source=a&source=b' })).toMatchObject({ status: 400 });
    expect((await fetch(`${ingest.url}/v1/nothing`)).status).toBe(404);
  });

  it('a tenant over its quota is told when to come back, and no other tenant is', async () => {
    const small = await startIngest(main, { ...engines.environment, WF_SPOOL_DIR: await engines.folder(), WF_INGEST_EVENTS_PER_SECOND: '10', WF_INGEST_BURST_SECONDS: '1' });
    const [noisy, quiet] = [await plantOf(), await plantOf()];
    expect((await send(small, noisy, Array.from({ length: 500 }, (_, n) => connLine(n)).join('\n'))).status).toBe(200);
    const over = await send(small, noisy, connLine(1));
    expect(over).toMatchObject({ status: 429, body: { error: { code: 'QUOTA_EXCEEDED' } } });
    expect(Number(over.retryAfter)).toBeGreaterThan(1);
    expect((await send(small, quiet, connLine(1))).status).toBe(200);
    const metrics = await (await fetch(`${small.url}/metrics`)).text();
    expect(metrics).toContain(`watchfloor_ingest_requests_refused_total{sensor="${noisy.sensorId}",code="QUOTA_EXCEEDED",receiver="http"} 1`);
    expect(metrics).toContain(`watchfloor_ingest_lines_total{sensor="${noisy.sensorId}",outcome="stored",receiver="http"} 500`);
    await small.end('SIGTERM');
  }, 120_000);

  it('metrics and orders need their tokens; a sensor key is none', async () => {
    const [metricsToken, controlToken] = ['m'.repeat(40), 'c'.repeat(40)];
    const guarded = await startIngest(main, { ...engines.environment, WF_SPOOL_DIR: await engines.folder(), WF_METRICS_TOKEN: metricsToken, WF_INGEST_CONTROL_TOKEN: controlToken });
    const plant = await plantOf();
    expect((await send(guarded, plant, 'no log at all')).body).toMatchObject({ unparsed: 1 });
    const metrics = async (token: string): Promise<number> => (await fetch(`${guarded.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await metrics(''), await metrics(plant.key), await metrics(metricsToken)]).toEqual([401, 401, 200]);
    const order = (token: string, body: string): Promise<Response> => fetch(`${guarded.url}/v1/control/reparse`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
    const mine = JSON.stringify({ tenantId: plant.tenantId });
    expect([(await order('', mine)).status, (await order(plant.key, mine)).status, (await order(metricsToken, mine)).status, (await order(controlToken, '{')).status]).toEqual([401, 401, 401, 400]);
    expect(await (await order(controlToken, mine)).json()).toEqual({ looked: 1, parsed: 0 });
    await guarded.end('SIGTERM');
    expect((await fetch(`${ingest.url}/v1/control/reparse`, { method: 'POST', headers: { authorization: 'Bearer ' }, body: mine })).status).toBe(401);
    expect((await fetch(`${ingest.url}/metrics`, { headers: { 'x-forwarded-for': '192.0.2.1' } })).status).toBe(401);
  }, 120_000);
});
