import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './running-clickhouse.ts';

describe("ClickHouse's own client against the local engine", () => {
  let server: TestServer;
  let client: ClickHouseClient;
  const rows = async (query: string, more: Record<string, unknown> = {}): Promise<unknown[]> => (await client.query({ query, format: 'JSONEachRow', ...more })).json();

  beforeAll(async () => {
    server = await startTestServer();
    client = server.client();
    await client.command({ query: "CREATE TABLE lines (tenant String, n UInt32, raw String DEFAULT 'none', big UInt64 MATERIALIZED n * 1000000000000) ENGINE = MergeTree ORDER BY (tenant, n)" });
    const values = Array.from({ length: 20_000 }, (_, n) => ({ tenant: `t${n % 5}`, n, raw: `it's "a" \\ line\n\t${n} é` }));
    await client.insert({ table: 'lines', values, format: 'JSONEachRow' });
  });
  afterAll(() => server.close());

  it('pings, with and without a query', async () => {
    expect(await client.ping()).toEqual({ success: true });
    expect(await client.ping({ select: true })).toEqual({ success: true });
  });

  it('gives back what was inserted, byte for byte', async () => {
    expect(await rows('SELECT count() AS c, uniqExact(n) AS u, max(n) AS m FROM lines')).toEqual([{ c: 20_000, u: 20_000, m: 19_999 }]);
    expect(await rows('SELECT raw FROM lines WHERE n = 7')).toEqual([{ raw: `it's "a" \\ line\n\t7 é` }]);
  });

  it('fills defaults of the table for columns that an insert leaves out', async () => {
    await client.insert({ table: 'lines', values: [{ tenant: 'defaults', n: 1 }], format: 'JSONEachRow' });
    expect(await rows("SELECT raw, big FROM lines WHERE tenant = 'defaults'")).toEqual([{ raw: 'none', big: 1_000_000_000_000 }]);
  });

  it('tells how many rows an insert wrote, and takes columns, values and streams', async () => {
    await client.command({ query: 'CREATE TABLE small (a UInt8, b String) ENGINE = MergeTree ORDER BY a' });
    const { summary } = await client.insert({ table: 'small', values: [[1, 'x'], [2, 'y']], format: 'JSONCompactEachRow', columns: ['a', 'b'] });
    expect(summary).toMatchObject({ written_rows: '2' });
    await client.insert({ table: 'small', values: Readable.from(['3,c\n', '4,d\n'], { objectMode: false }), format: 'CSV' });
    await client.command({ query: "INSERT INTO small VALUES (5, 'e; -- f'), (6, {v:String})", query_params: { v: "g'\\" } });
    await client.command({ query: 'INSERT INTO small SELECT number + 7, toString(number) FROM numbers(2)' });
    expect(await rows('SELECT groupArray(b) AS all FROM (SELECT b FROM small ORDER BY a)')).toEqual([{ all: ['x', 'y', 'c', 'd', 'e; -- f', "g'\\", '0', '1'] }]);
  });

  it('binds parameters of every kind as values, never as SQL', async () => {
    const hostile = "'; DROP TABLE lines; -- \\ {x:String}\n\t\0é";
    const query = 'SELECT {s:String} AS s, {n:Int64} AS n, {l:Array(String)} AS l, {d:DateTime64(3)} AS d, {o:Nullable(String)} AS o, {m:Map(String, UInt8)} AS m';
    const query_params = { s: hostile, n: -5, l: ['a', "b'"], d: new Date('2026-03-01T10:00:00.123Z'), o: null, m: { k: 1 } };
    expect(await rows(query, { query_params })).toEqual([{ s: hostile, n: -5, l: ['a', "b'"], d: '2026-03-01 10:00:00.123', o: null, m: { k: 1 } }]);
    expect(await rows(query, { query_params, use_multipart_params: true })).toEqual([expect.objectContaining({ s: hostile })]);
    await expect(rows('SELECT {missing:String}')).rejects.toMatchObject({ code: '456' });
  });

  it('never lets a setting or a parameter of one request reach another, also when the request fails', async () => {
    const filter = (tenant: string): Record<string, unknown> => ({ clickhouse_settings: { additional_table_filters: `{'lines':'tenant = ''${tenant}'''}`, max_threads: 1 } });
    const threads = await rows("SELECT getSetting('max_threads') AS t");
    const wrong: unknown[] = [];
    await Promise.all(
      Array.from({ length: 300 }, async (_, i) => {
        if (i % 4 === 0) return expect(rows('SELECT throwIf(1) FROM lines', filter('t1'))).rejects.toMatchObject({ code: '395' });
        if (i % 4 === 1) return expect(rows('SELECT {p:String}', {})).rejects.toMatchObject({ code: '456' });
        const tenant = `t${i % 5}`;
        const [got] = (await rows("SELECT uniqExact(tenant) AS tenants, any(tenant) AS one, {p:String} AS p FROM lines WHERE tenant != 'defaults'", { ...(i % 4 === 2 ? filter(tenant) : {}), query_params: { p: `p${i}` } })) as { tenants: number; one: string; p: string }[];
        const good = i % 4 === 2 ? got?.tenants === 1 && got.one === tenant : got?.tenants === 5;
        if (!good || got?.p !== `p${i}`) wrong.push({ i, got });
      }),
    );
    expect(wrong).toEqual([]);
    expect(await rows("SELECT getSetting('max_threads') AS t")).toEqual(threads);
  });

  it('refuses unknown settings, tables and syntax with code, type and status', async () => {
    await expect(rows('SELECT 1', { clickhouse_settings: { no_such_setting: 1 } })).rejects.toMatchObject({ code: '115', type: 'UNKNOWN_SETTING' });
    await expect(rows('SELECT * FROM nowhere')).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
    await expect(rows('SELEC 1')).rejects.toBeInstanceOf(ClickHouseError);
    await expect(server.client({ database: 'absent' }).query({ query: 'SELECT 1' })).rejects.toMatchObject({ code: '81' });
    await expect(client.insert({ table: 'lines', values: [{ n: 1 }, { n: 'x' }], format: 'JSONEachRow' })).rejects.toMatchObject({ code: '27', message: expect.stringContaining('row 2') as unknown });
    expect(await rows("SELECT count() AS c FROM lines WHERE tenant = ''")).toEqual([{ c: 0 }]);
  });

  it('streams a large result in bounded memory, and tells of an error in its middle', async () => {
    let seen = 0;
    const answer = await client.query({ query: "SELECT number, repeat('x', 200) AS fill FROM numbers(100000)", format: 'JSONEachRow' });
    for await (const part of answer.stream()) seen += part.length;
    expect(seen).toBe(100_000);
    // Far more before the error than any buffer on the way holds, so that the answer has begun when it comes.
    const failing = await client.query({ query: "SELECT throwIf(number = 400000) AS bad, repeat('x', 200) AS fill FROM numbers(500000)", format: 'JSONEachRow', clickhouse_settings: { max_threads: 1 } });
    await expect((async () => { for await (const part of failing.stream()) seen += part.length; })()).rejects.toMatchObject({ code: '395' });
  });

  it.each(['gzip', 'zstd', 'br'] as const)('compresses both ways with %s', async (codec) => {
    const compressed = server.client({ compression: { request: { codec }, response: { codec } } });
    const table = `packed_${codec}`;
    await compressed.command({ query: `CREATE TABLE ${table} (a UInt32, b String) ENGINE = MergeTree ORDER BY a` });
    await compressed.insert({ table, values: Array.from({ length: 5000 }, (_, a) => ({ a, b: `row ${a}` })), format: 'JSONEachRow' });
    const answer = await compressed.query({ query: `SELECT * FROM ${table} ORDER BY a`, format: 'JSONEachRow' });
    expect(answer.response_headers['content-encoding']).toBe(codec);
    expect((await answer.json<{ a: number; b: string }>()).at(-1)).toEqual({ a: 4999, b: 'row 4999' });
    await expect(compressed.query({ query: 'SELECT * FROM nowhere' })).rejects.toMatchObject({ code: '60' });
  });

  it('answers exec with the raw stream and keeps the query id', async () => {
    const { stream, query_id } = await client.exec({ query: 'SELECT number FROM numbers(3) FORMAT CSV', query_id: 'my-own-id' });
    expect(await text(stream)).toBe('0\n1\n2\n');
    expect(query_id).toBe('my-own-id');
    const written = await client.exec({ query: 'INSERT INTO FUNCTION null(\'a UInt8\') FORMAT CSV', values: Readable.from(['1\n'], { objectMode: false }) });
    expect(await text(written.stream)).toBe('');
  });

  it.each(['JSON', 'JSONCompact', 'JSONObjectEachRow', 'JSONStrings'] as const)('answers in the format %s', async (format) => {
    const answer = await client.query({ query: 'SELECT 1 AS one', format });
    expect(JSON.stringify(await answer.json())).toContain('1');
  });

  it('cancels a query when its caller gives up, and by KILL QUERY', async () => {
    const running = async (): Promise<number> => ((await rows("SELECT count() AS c FROM system.processes WHERE query LIKE '%sipHash64(number)%' AND query NOT LIKE '%system.processes%'")) as { c: number }[])[0]?.c ?? -1;
    const endless = 'SELECT max(sipHash64(number)) FROM numbers(1000000000000)';
    const abort = new AbortController();
    const given = client.query({ query: endless, abort_signal: abort.signal });
    const killed = client.query({ query: endless, query_id: 'to-be-killed' });
    const outcome = Promise.allSettled([given, killed]);
    while ((await running()) < 2) await sleep(20);
    abort.abort();
    await client.command({ query: "KILL QUERY WHERE query_id = 'to-be-killed' SYNC" });
    const [first, second] = await outcome;
    expect(first).toMatchObject({ status: 'rejected' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: '394' } });
    while ((await running()) > 0) await sleep(20);
  });

  it('answers quick queries while slow ones run', async () => {
    const abort = new AbortController();
    const slow = Array.from({ length: 3 }, () => client.query({ query: 'SELECT max(sipHash64(number)) FROM numbers(1000000000000)', abort_signal: abort.signal }).catch(() => undefined));
    for (let i = 0; i < 20; i++) expect(await rows(`SELECT ${i} AS i`)).toEqual([{ i }]);
    abort.abort();
    await Promise.all(slow);
  });
});
