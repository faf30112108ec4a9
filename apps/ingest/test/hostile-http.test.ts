import { once } from 'node:events';
import { connect } from 'node:net';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant, type Plant } from './plant.ts';
import { countersOf, storeOf } from './sender.ts';

const MIB = 1024 * 1024;
const BODY_MS = 700;
let engines: Engines;
let ingest: RunningIngest;

interface Target {
  readonly name: string;
  readonly receiver: string;
  readonly path: string;
  readonly type: string;
  readonly otherType: string | undefined;
  /** A body with one line; `extra` is JSON members beside it. */
  body(line: string, extra?: string): string;
  /** The name of the refusal, where it stands in this protocol's errors. */
  errorOf(answer: Buffer): unknown;
}

const hecCode = (answer: Buffer): unknown => { const { code, text } = JSON.parse(answer.toString()) as Record<string, unknown>; return typeof text === 'string' ? code : undefined; };
const TARGETS: readonly Target[] = [
  { name: 'lines', receiver: 'http', path: '/v1/logs', type: 'application/x-ndjson', otherType: undefined, body: (line) => line, errorOf: (answer) => (JSON.parse(answer.toString()) as { error: { code: string } }).error.code },
  { name: 'HEC events', receiver: 'hec', path: '/services/collector/event', type: 'application/json', otherType: undefined, body: (line, extra = '') => `{"event":${JSON.stringify(line)}${extra}}`, errorOf: hecCode },
  { name: 'HEC raw', receiver: 'hec', path: '/services/collector/raw', type: 'text/plain', otherType: undefined, body: (line) => line, errorOf: hecCode },
  { name: 'bulk', receiver: 'elastic', path: '/_bulk', type: 'application/x-ndjson', otherType: 'application/cbor', body: (line) => `{"create":{"_index":"i"}}\n${line}\n`, errorOf: (answer) => { const { error, status } = JSON.parse(answer.toString()) as { error: { type: string }; status: number }; return status >= 400 ? error.type : undefined; } },
  { name: 'OTLP', receiver: 'otlp', path: '/otlp/v1/logs', type: 'application/json', otherType: 'text/html', body: (line, extra = '') => `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":${JSON.stringify(line)}}}]}]}]${extra}}`, errorOf: (answer) => (JSON.parse(answer.toString()) as { code: number }).code },
];
/** What each receiver calls a refusal. */
const NAMES: Readonly<Record<string, Readonly<Record<number, unknown>>>> = {
  http: { 400: 'INVALID_INPUT', 408: 'TIMEOUT', 413: 'TOO_LARGE', 415: 'UNSUPPORTED' },
  hec: { 400: 6, 408: 6, 413: 6, 415: 6 },
  elastic: { 400: 'illegal_argument_exception', 408: 'timeout_exception', 413: 'content_too_long_exception', 415: 'media_type_header_exception' },
  otlp: { 400: 3, 408: 4, 413: 3, 415: 12 },
};

async function post(target: Target, plant: Plant, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; answer: Buffer }> {
  const response = await fetch(ingest.url + target.path, { method: 'POST', headers: { authorization: `Bearer ${plant.key}`, 'content-type': target.type, ...headers }, body: body as string });
  return { status: response.status, answer: Buffer.from(await response.arrayBuffer()) };
}

/** Writes a chunked body by hand until the answer comes: `next` gives its pieces, undefined: no more, and no end. */
async function trickle(target: Target, plant: Plant, next: () => string | undefined): Promise<{ status: number; answer: Buffer }> {
  const { hostname, port } = new URL(ingest.url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  let answered = false;
  socket.on('error', () => undefined);
  const answer = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => { chunks.push(chunk); answered = true; resolve(); });
    socket.on('close', () => resolve());
  });
  await once(socket, 'connect');
  socket.write(`POST ${target.path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${plant.key}\r\ncontent-type: ${target.type}\r\ntransfer-encoding: chunked\r\n\r\n`);
  for (let piece = next(); piece !== undefined && !answered && !socket.destroyed; piece = next()) {
    socket.write(`${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`);
    await new Promise((resolve) => setImmediate(resolve));
    if (socket.writableNeedDrain) await Promise.race([once(socket, 'drain').catch(() => undefined), answer]);
  }
  await answer;
  socket.destroy();
  const text = Buffer.concat(chunks).toString();
  return { status: Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1] ?? 0), answer: Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4)) };
}

beforeAll(async () => {
  const [made, main] = await Promise.all([startEngines(), bundleIngest('ingest-hostile')]);
  engines = made;
  ingest = await startIngest(main, { ...engines.environment, WF_HTTP_BODY_MS: String(BODY_MS), WF_INGEST_BODY_BYTES: String(4 * MIB) });
});
afterAll(async () => {
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

describe.each(TARGETS)('hostile input to $name', (target) => {
  it('is refused in the error shape of the protocol, counted for its sensor, and stored not even in part', async () => {
    const plant = await seedPlant(engines.adminUrl, `hostile-${target.name.replace(' ', '-').toLowerCase()}`);
    const good = target.body(connLine(1));
    const bomb = Buffer.concat([Buffer.from(good), Buffer.alloc(64 * MIB, 32)]);
    const long = 'a'.repeat(64 * 1024);
    let pieces = 0;
    const cases: readonly (readonly [string, number, () => Promise<{ status: number; answer: Buffer }>])[] = [
      ['gzip bomb', 413, () => post(target, plant, gzipSync(bomb), { 'content-encoding': 'gzip' })],
      ['zstd bomb', 413, () => post(target, plant, zstdCompressSync(bomb), { 'content-encoding': 'zstd' })],
      ['deflate bomb', 413, () => post(target, plant, deflateSync(bomb), { 'content-encoding': 'deflate' })],
      ['cut gzip', 400, () => post(target, plant, gzipSync(good).subarray(0, 30), { 'content-encoding': 'gzip' })],
      ['no gzip', 400, () => post(target, plant, good, { 'content-encoding': 'gzip' })],
      ['unknown encoding', 415, () => post(target, plant, good, { 'content-encoding': 'br' })],
      ['endless body without a line end', 413, () => trickle(target, plant, () => long)],
      ['slow body', 408, () => trickle(target, plant, () => (pieces++ === 0 ? good.slice(0, 20) : undefined))],
      ...(target.otherType === undefined ? [] : [['wrong content type', 415, () => post(target, plant, good, { 'content-type': target.otherType ?? '' })] as const]),
    ];
    for (const [what, status, run] of cases) {
      const answer = await run();
      expect([what, answer.status]).toEqual([what, status]);
      expect([what, target.errorOf(answer.answer)]).toEqual([what, NAMES[target.receiver]?.[status]]);
    }
    expect(await storeOf(engines, plant).count()).toBe(0);
    expect(await storeOf(engines, plant).unparsed()).toEqual([]);
    const metrics = await (await fetch(`${ingest.url}/metrics`)).text();
    const refused = metrics.split('\n').filter((line) => line.startsWith('watchfloor_ingest_requests_refused_total') && line.includes(plant.sensorId));
    expect(refused.every((line) => line.includes(`receiver="${target.receiver}"`))).toBe(true);
    expect(refused.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)).toBe(cases.length);
    expect((await post(target, plant, good)).status).toBe(200);
    expect(await storeOf(engines, plant).count()).toBe(1);
  }, 180_000);

  it('that is a line is kept: deep JSON, __proto__, NUL and bytes that are no UTF-8 harm nobody', async () => {
    const plant = await seedPlant(engines.adminUrl, `odd-${target.name.replace(' ', '-').toLowerCase()}`);
    const lines = [`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', `nul\u0000nul`];
    for (const line of lines) expect((await post(target, plant, target.body(line))).status).toBe(200);
    const [head = '', tail = ''] = target.body('~').split('~');
    expect((await post(target, plant, Buffer.concat([Buffer.from(head), Buffer.from([0x78, 0xff, 0xfe, 0xc0]), Buffer.from(tail)]))).status).toBe(200);
    const counters = await countersOf(ingest, plant);
    expect(counters).toMatchObject({ received: 4, refused: 0 });
    expect((counters['stored'] ?? 0) + (counters['unparsed'] ?? 0)).toBe(4);
    expect((await post(target, plant, target.body(connLine(2), ',"__proto__":{"polluted":1}'))).status).toBe(200);
    expect((await fetch(`${ingest.url}/healthz`)).status).toBe(200);
  }, 180_000);
});
