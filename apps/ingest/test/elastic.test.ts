import { gzipSync } from 'node:zlib';
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filterPath } from '../src/receivers/elastic/filter-path.ts';
import { startEngines, type Engines } from './engines.ts';
import { bundleIngest, startIngest, type RunningIngest } from './ingest-process.ts';
import { connLine, seedPlant, type Plant } from './plant.ts';
import { countersOf, storeOf } from './sender.ts';

let engines: Engines;
let main: string;
let ingest: RunningIngest;
let slug = 0;
const plantOf = (): Promise<Plant> => seedPlant(engines.adminUrl, `elastic-${++slug}`);
const apiKey = (plant: Plant): string => `ApiKey ${Buffer.from(`any-id:${plant.key}`).toString('base64')}`;

interface Asked { readonly status: number; readonly headers: Headers; readonly body: Readonly<Record<string, unknown>> }

async function ask(plant: Plant | undefined, method: string, path: string, body?: string | Buffer, headers: Readonly<Record<string, string>> = {}, to = ingest): Promise<Asked> {
  const response = await fetch(`${to.url}${path}`, { method, headers: { ...(plant ? { authorization: apiKey(plant) } : {}), ...(body === undefined ? {} : { 'content-type': 'application/x-ndjson' }), ...headers }, ...(body === undefined ? {} : { body: body as string }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}

beforeAll(async () => {
  [engines, main] = await Promise.all([startEngines(), bundleIngest('ingest-elastic')]);
  ingest = await startIngest(main, engines.environment);
});
afterAll(async () => {
  await ingest?.end('SIGTERM');
  await engines?.stop();
});

describe('Elasticsearch bulk', () => {
  it('answers what senders ask before they send, at the root and under /elastic', async () => {
    const plant = await plantOf();
    for (const prefix of ['', '/elastic']) {
      const product = await ask(plant, 'GET', `${prefix}/`);
      expect([product.status, product.headers.get('x-elastic-product')]).toEqual([200, 'Elasticsearch']);
      expect(product.body).toMatchObject({ version: { number: expect.stringMatching(/^8\.\d+\.\d+$/) as string }, tagline: 'You Know, for Search' });
      const paths = ['/_license', '/_xpack', '/_cluster/health', '/_nodes/http', '/_index_template/filebeat', '/_template/x', '/_ilm/policy/filebeat', '/_data_stream/logs'];
      for (const path of paths) expect([path, (await ask(plant, 'GET', prefix + path)).status, (await ask(undefined, 'GET', prefix + path)).status]).toEqual([path, 200, 401]);
      expect((await ask(plant, 'HEAD', `${prefix}/_index_template/filebeat`)).status).toBe(200);
      for (const path of ['/_index_template/a', '/_template/a', '/_ilm/policy/a', '/_ingest/pipeline/a', '/_data_stream/a']) expect((await ask(plant, 'PUT', prefix + path, '{}')).body).toEqual({ acknowledged: true });
      expect((await ask(plant, 'GET', `${prefix}/_ingest/pipeline/a`)).status).toBe(404);
    }
  }, 180_000);

  it('stores the documents as they were written and answers item by item in order', async () => {
    const plant = await plantOf();
    const big = connLine(2).replace('"uid"', '"big":12345678901234567890,"uid"');
    const body = `{"create":{"_index":"zeek"}}\n${connLine(1)}\n{"delete":{"_id":"1"}}\n{"index":{"_id":"mine"}}\r\n${big}\r\n{"update":{"_id":"2"}}\n{"doc":{}}\n{"create":{}}\nno json at all\n`;
    const answer = await ask(plant, 'POST', '/ot-logs/_bulk', gzipSync(body), { 'content-encoding': 'gzip', 'content-type': 'application/x-ndjson' });
    expect(answer.body).toMatchObject({ errors: true, items: [{ create: { status: 201, _index: 'zeek', result: 'created' } }, { delete: { status: 400, error: { type: 'illegal_argument_exception' } } }, { index: { status: 201, _id: 'mine', _index: 'ot-logs' } }, { update: { status: 400 } }, { create: { status: 201 } }] });
    const store = storeOf(engines, plant);
    expect((await store.events()).map((event) => event.raw).sort()).toEqual([connLine(1), big].sort());
    expect((await store.unparsed()).map((line) => line.raw)).toEqual(['no json at all']);
    expect(await countersOf(ingest, plant)).toMatchObject({ received: 5, stored: 2, unparsed: 1, refused: 2 });
    expect((await ask(plant, 'POST', '/_bulk?filter_path=errors,items.*.error', `{"create":{"_index":"i"}}\n${connLine(9)}\n`)).body).toEqual({ errors: false });
  }, 180_000);

  it('knows a document by its _id whatever bulk it comes in again, and never replaces one by another', async () => {
    const plant = await plantOf();
    const row = (n: number, id: string): string => `{"create":{"_index":"i","_id":"${id}"}}\n${connLine(n)}\n`;
    await ask(plant, 'POST', '/_bulk', row(1, 'a') + row(2, 'b'));
    await ask(plant, 'POST', '/_bulk', row(2, 'b') + row(3, 'c'));
    await ask(plant, 'POST', '/_bulk', row(4, 'a'));
    expect((await storeOf(engines, plant).events()).map((event) => event.raw).sort()).toEqual([1, 2, 3, 4].map((n) => connLine(n)).sort());
  }, 180_000);

  it('refuses a body that is no bulk, and a customer over the quota item by item with 429', async () => {
    const [plant, noisy] = [await plantOf(), await plantOf()];
    for (const body of ['', 'nonsense\n', '{"create":{"_index":"i"},"x":{}}\n{}\n', `{"__proto__":{"_index":"i"}}\n{}\n`]) expect(await ask(plant, 'POST', '/_bulk', body)).toMatchObject({ status: 400, body: { status: 400, error: { type: 'illegal_argument_exception' } } });
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
    expect((await ask(plant, 'POST', '/_bulk', bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    const small = await startIngest(main, { ...engines.environment, WF_SPOOL_DIR: await engines.folder(), WF_INGEST_EVENTS_PER_SECOND: '1', WF_INGEST_BURST_SECONDS: '1' });
    const body = Array.from({ length: 20 }, (_, n) => `{"create":{"_index":"i"}}\n${connLine(n)}\n`).join('');
    expect((await ask(noisy, 'POST', '/_bulk', body, {}, small)).status).toBe(200);
    const over = await ask(noisy, 'POST', '/elastic/_bulk', `{"create":{"_index":"i"}}\n${connLine(99)}\n`, {}, small);
    expect(over).toMatchObject({ status: 429, body: { error: { type: 'es_rejected_execution_exception' }, errors: true, items: [{ create: { status: 429, error: { type: 'es_rejected_execution_exception' } } }] } });
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    await small.end('SIGTERM');
  }, 180_000);

  it('gets every document of the official client with its bulk helper, by ApiKey and by Basic', async () => {
    for (const [path, auth] of [['', (plant: Plant) => ({ apiKey: { id: 'x', api_key: plant.key } })], ['/elastic', (plant: Plant) => ({ username: 'elastic', password: plant.key })]] as const) {
      const plant = await plantOf();
      const client = new Client({ node: `${ingest.url}${path}`, auth: auth(plant) });
      const documents = Array.from({ length: 200 }, (_, n) => JSON.parse(connLine(n)) as Record<string, unknown>);
      const result = await client.helpers.bulk({ datasource: documents, flushBytes: 8_000, concurrency: 3, onDocument: () => ({ create: { _index: 'zeek' } }) });
      expect(result).toMatchObject({ total: 200, successful: 200, failed: 0 });
      expect((await storeOf(engines, plant).events()).map((event) => event.raw).sort()).toEqual(documents.map((document) => JSON.stringify(document)).sort());
      await client.close();
    }
  }, 180_000);
});

describe('filter_path', () => {
  it('leaves the named members, through lists, wildcards and any depth', () => {
    const answer = { took: 1, errors: true, items: [{ create: { status: 201, _id: 'a' } }, { index: { status: 400, error: { type: 't' } } }] };
    expect(filterPath(answer, 'errors,items.*.status')).toEqual({ errors: true, items: [{ create: { status: 201 } }, { index: { status: 400 } }] });
    expect(filterPath(answer, '**.type,to*')).toEqual({ took: 1, items: [{ index: { error: { type: 't' } } }] });
    expect(filterPath(answer, 'nothing')).toEqual({});
  });
});
