import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect as connectH2, type ClientHttp2Session } from 'node:http2';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowCertificate, makeCertificate, serverCertificate, type Certificate } from './certificates.ts';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant, type Plant } from './plant.ts';
import { storeOf } from './sender.ts';

let engines: Engines;
let main: string;
let server: Readonly<Record<string, string>>;
let ingest: RunningIngest;
let slug = 0;
const plantOf = (): Promise<Plant> => seedPlant(engines.adminUrl, `https-${++slug}`);

interface Asked { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

const lines = (from: number, count: number): string => Array.from({ length: count }, (_, n) => connLine(from + n)).join('\n');

async function overH2<T>(to: RunningIngest, certificate: Certificate | undefined, use: (session: ClientHttp2Session) => Promise<T>): Promise<T> {
  const session = connectH2(to.url, { rejectUnauthorized: false, ...certificate });
  session.on('error', () => undefined);
  await once(session, 'connect');
  expect(session.alpnProtocol).toBe('h2');
  try {
    return await use(session);
  } finally {
    session.close();
  }
}

async function postH2(session: ClientHttp2Session, path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Asked> {
  const stream = session.request({ ':method': 'POST', ':path': path, ...headers });
  const answered = once(stream, 'response') as Promise<[Readonly<Record<string, unknown>>]>;
  stream.end(body);
  const [head] = await answered;
  return { status: Number(head[':status']), body: JSON.parse(await text(stream)) as Record<string, unknown> };
}

async function postH1(to: RunningIngest, path: string, body: string, certificate?: Certificate, headers: Readonly<Record<string, string>> = {}): Promise<Asked> {
  const asked = request(to.url + path, { method: 'POST', agent: false, rejectUnauthorized: false, headers, ...certificate });
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  return { status: response.statusCode ?? 0, body: JSON.parse(await text(response)) as Record<string, unknown> };
}

beforeAll(async () => {
  [engines, main] = await Promise.all([startEngines(), bundleIngest('ingest-https')]);
  server = { ...engines.environment, ...(await serverCertificate(await engines.folder())), WF_HTTP_TLS: 'true' };
  ingest = await startIngest(main, server);
});
afterAll(async () => {
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

describe('the HTTP port with a certificate', () => {
  it('acknowledges NDJSON over HTTP/2, many requests of a connection at once, and over HTTP/1.1', async () => {
    const plant = await plantOf();
    const headers = { authorization: `Bearer ${plant.key}` };
    const answers = await overH2(ingest, undefined, (session) => Promise.all(Array.from({ length: 20 }, (_, n) => postH2(session, '/v1/logs', lines(n * 50, 50), headers))));
    expect(answers.every(({ status, body }) => status === 200 && body['stored'] === 50)).toBe(true);
    expect(await postH1(ingest, '/v1/logs', lines(5_000, 2), undefined, headers)).toMatchObject({ status: 200, body: { stored: 2 } });
    expect(await storeOf(engines, plant).count()).toBe(1_002);
  }, 120_000);

  it('knows a sensor by its client certificate where no key is sent, in every protocol, and no stranger', async () => {
    const [plant, other] = [await plantOf(), await plantOf()];
    const [certificate, stranger, over] = [await makeCertificate('sensor'), await makeCertificate('stranger'), await makeCertificate('over', -1)];
    await allowCertificate(engines.adminUrl, plant, certificate);
    await allowCertificate(engines.adminUrl, other, over);
    const bulk = (n: number): string => `{"create":{"_index":"i"}}\n${connLine(n)}\n`;
    const otlp = (n: number): string => JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: connLine(n) } }] }] }] });
    await overH2(ingest, certificate, async (session) => {
      expect((await postH2(session, '/v1/logs', connLine(1))).status).toBe(200);
      expect(await postH2(session, '/services/collector', JSON.stringify({ event: connLine(2) }))).toMatchObject({ status: 200, body: { code: 0 } });
      expect(await postH2(session, '/_bulk', bulk(3))).toMatchObject({ status: 200, body: { errors: false } });
      expect((await postH2(session, '/otlp/v1/logs', otlp(4), { 'content-type': 'application/json' })).status).toBe(200);
      // A key names the sensor, whatever the connection shows; a wrong one is not made good by it.
      expect((await postH2(session, '/v1/logs', connLine(5), { authorization: `Bearer ${other.key}` })).status).toBe(200);
      expect((await postH2(session, '/v1/logs', connLine(6), { authorization: 'Bearer wfs_nobody' })).status).toBe(401);
    });
    expect((await postH1(ingest, '/v1/logs', connLine(7), certificate)).status).toBe(200);
    for (const [who, at] of [[stranger, 10], [over, 11], [undefined, 12]] as const) {
      expect((await postH1(ingest, '/v1/logs', connLine(at), who)).status).toBe(401);
      await overH2(ingest, who, async (session) => {
        expect((await postH2(session, '/services/collector', JSON.stringify({ event: connLine(at) }))).status).toBeOneOf([401, 403]);
        expect((await postH2(session, '/_bulk', bulk(at))).status).toBe(401);
      });
    }
    expect((await storeOf(engines, plant).events()).map((event) => event.raw.slice(0, 60)).length).toBe(5);
    expect(await storeOf(engines, other).count()).toBe(1);
  }, 120_000);

  it('with a client CA takes a registered certificate only if that CA signed it; ends by itself with connections open', async () => {
    const plant = await plantOf();
    const [signed, unsigned] = [await makeCertificate('signed'), await makeCertificate('unsigned')];
    const caFile = join(await engines.folder(), 'ca.pem');
    await writeFile(caFile, signed.cert); // its own authority
    for (const certificate of [signed, unsigned]) await allowCertificate(engines.adminUrl, plant, certificate);
    const strict = await startIngest(main, { ...server, WF_SPOOL_DIR: await engines.folder(), WF_TLS_CLIENT_CA_FILE: caFile });
    expect((await postH1(strict, '/v1/logs', connLine(1), signed)).status).toBe(200);
    expect((await postH1(strict, '/v1/logs', connLine(2), unsigned)).status).toBe(401);
    await overH2(strict, signed, async (session) => {
      expect((await postH2(session, '/v1/logs', connLine(3))).status).toBe(200);
      expect(await strict.end('SIGTERM')).toBe(0);
    });
    expect(await storeOf(engines, plant).count()).toBe(2);
  }, 120_000);
});
