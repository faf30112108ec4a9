import { gzipSync } from 'node:zlib';
import { ocsfOfRow } from '@watchfloor/clickhouse';
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtoExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant, type Plant } from './plant.ts';
import { countersOf, storeOf } from './sender.ts';

const PROTOBUF = 'application/x-protobuf';
let engines: Engines;
let ingest: RunningIngest;
let slug = 0;
const plantOf = (): Promise<Plant> => seedPlant(engines.adminUrl, `otlp-${++slug}`);

async function post(plant: Plant, body: string | Buffer, type: string, headers: Readonly<Record<string, string>> = {}, path = '/otlp/v1/logs'): Promise<{ status: number; type: string | null; body: Buffer }> {
  const response = await fetch(`${ingest.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${plant.key}`, 'content-type': type, ...headers }, body: body as string });
  return { status: response.status, type: response.headers.get('content-type'), body: Buffer.from(await response.arrayBuffer()) };
}

const request = (...logRecords: unknown[]): string => JSON.stringify({ resourceLogs: [{ resource: { attributes: [{ key: 'host.name', value: { stringValue: 'gw-7' } }] }, scopeLogs: [{ scope: { name: 'filelog' }, logRecords }] }] });

beforeAll(async () => {
  const [made, main] = await Promise.all([startEngines(), bundleIngest('ingest-otlp')]);
  engines = made;
  ingest = await startIngest(main, engines.environment);
});
afterAll(async () => {
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

describe('OTLP logs', () => {
  it.each([['proto', '/otlp/v1/logs'], ['proto', '/v1/logs'], ['json', '/otlp/v1/logs'], ['json', '/v1/logs']])('gets every record of the SDK with its %s exporter at %s', async (kind, path) => {
    const plant = await plantOf();
    const settings = { url: `${ingest.url}${path}`, headers: { authorization: `Bearer ${plant.key}` } };
    const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter: kind === 'proto' ? new ProtoExporter(settings) : new JsonExporter(settings), maxExportBatchSize: 40 })] });
    const logger = provider.getLogger('plant', '1.2');
    const lines = Array.from({ length: 100 }, (_, n) => connLine(n));
    for (const body of lines) logger.emit({ body, severityNumber: 9, severityText: 'INFO', attributes: { 'log.file.name': 'conn.log' } });
    logger.emit({ body: { message: 'ümlaut', nested: { list: [1, true, 'x'] } }, timestamp: 1_780_392_600_123 });
    await provider.forceFlush();
    await provider.shutdown();
    const store = storeOf(engines, plant);
    const events = await store.events();
    const zeek = events.filter((event) => event.source === 'zeek-conn');
    expect(zeek.map((event) => event.raw).sort()).toEqual([...lines].sort());
    const others = [...events.filter((event) => event.source !== 'zeek-conn'), ...(await store.unparsed())];
    expect(others.map((row) => JSON.parse(row.raw) as unknown)).toMatchObject([{ body: { message: 'ümlaut', nested: { list: [1, true, 'x'] } }, scope: { name: 'plant' } }]);
  }, 180_000);

  it('answers in the encoding of the request: rejected records, broken bodies, wrong keys', async () => {
    const plant = await plantOf();
    const partial = await post(plant, request({ body: { stringValue: connLine(1) } }, null, 7, { body: { stringValue: 5 } }), 'application/json');
    expect([partial.status, JSON.parse(partial.body.toString())]).toEqual([200, { partialSuccess: { rejectedLogRecords: '3', errorMessage: '3 log records could not be read' } }]);
    expect(await countersOf(ingest, plant)).toMatchObject({ received: 4, stored: 1, refused: 3 });
    const whole = await post(plant, request({ body: { stringValue: connLine(2) } }), 'application/json');
    expect(whole.body.toString()).toBe('{}');
    for (const path of ['/otlp/v1/logs', '/v1/logs']) {
      const broken = await post(plant, Buffer.from([0x0a, 0x7f, 1, 2]), PROTOBUF, {}, path);
      expect([broken.status, broken.type]).toEqual([400, PROTOBUF]);
      expect([...broken.body.subarray(0, 2)]).toEqual([0x08, 3]); // google.rpc.Status, INVALID_ARGUMENT
    }
    const stranger = await post({ ...plant, key: 'wfs_nobody' }, '', PROTOBUF);
    expect([stranger.status, ...stranger.body.subarray(0, 2)]).toEqual([401, 0x08, 16]);
    expect((await post(plant, 'x', 'text/plain')).status).toBe(415);
    expect((await post(plant, gzipSync(Buffer.alloc(64 * 1024 * 1024)), PROTOBUF, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await post(plant, Buffer.from('0a00'.repeat(500_000), 'hex'), PROTOBUF)).status).toBe(413);
    const deep = `{"resourceLogs":${'['.repeat(100_000)}`;
    expect((await post(plant, deep, 'application/json')).status).toBe(400);
  }, 180_000);

  it('keeps resource, scope and attributes beside the event, and dates an event that has no time of its own', async () => {
    const plant = await plantOf();
    const timeless = connLine(1).replace(/"ts":[\d.]+,/, '');
    const attributes = [{ key: 'log.file.name', value: { stringValue: 'conn.log' } }];
    expect((await post(plant, request({ body: { stringValue: timeless }, observedTimeUnixNano: '1780392601500000000', severityText: 'INFO', attributes }), 'application/json')).status).toBe(200);
    const [event, ...none] = await storeOf(engines, plant).events();
    expect(none).toEqual([]);
    expect([event?.raw, event?.timeUs, event?.flags.includes('time-from-envelope')]).toEqual([timeless, 1_780_392_601_500_000, true]);
    expect(event && (ocsfOfRow(event)['unmapped'] as Record<string, unknown>)['envelope']).toEqual({
      observed_time_unix_nano: '1780392601500000000', severity_text: 'INFO', attributes: { 'log.file.name': 'conn.log' }, resource: { attributes: { 'host.name': 'gw-7' } }, scope: { name: 'filelog' },
    });
  }, 180_000);

  it('keeps every digit, keys of any name, and the whole record of a line that does not parse; a retry is stored once', async () => {
    const plant = await plantOf();
    const attributes = [{ key: '__proto__', value: { kvlistValue: { values: [{ key: 'polluted', value: { intValue: '12345678901234567890' } }] } } }];
    const body = request({ body: { stringValue: 'free text' }, timeUnixNano: '1780392600000000001', attributes }, { body: { stringValue: connLine(1) }, attributes });
    for (let n = 0; n < 2; n += 1) expect((await post(plant, body, 'application/json')).status).toBe(200);
    const store = storeOf(engines, plant);
    const [line, ...none] = await store.unparsed();
    expect([none.length, await store.count()]).toEqual([0, 1]);
    expect(line?.raw).toContain('"__proto__":{"polluted":"12345678901234567890"}');
    expect(line?.raw).toContain('"body":"free text"');
    expect(await countersOf(ingest, plant)).toMatchObject({ received: 4, stored: 1, unparsed: 1, duplicate: 2 });
  }, 180_000);
});
