import { connect } from 'node:net';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './running-clickhouse.ts';

describe("the local engine's HTTP interface", () => {
  let server: TestServer;
  const ask = async (query: string, search = ''): Promise<string> => {
    const answer = await server.post(`/?${search}`, { body: query });
    return answer.text();
  };
  beforeAll(async () => {
    server = await startTestServer({ concurrency: 2, queue: 3 });
    await ask('CREATE TABLE t (a UInt32, b String) ENGINE = MergeTree ORDER BY a');
  });
  afterAll(() => server.close());

  it('lets nobody in without the password, but answers health checks', async () => {
    const origin = new URL(server.engine.url).origin;
    const stranger = await fetch(`${origin}/?query=SELECT%201`);
    expect(stranger.status).toBe(403);
    expect(stranger.headers.get('x-clickhouse-exception-code')).toBe('516');
    expect((await fetch(`${origin}/?query=SELECT%201&user=watchfloor&password=wrong`)).status).toBe(403);
    expect(await (await fetch(`${origin}/ping`)).text()).toBe('Ok.\n');
    expect(await (await fetch(`${origin}/replicas_status`)).text()).toBe('Ok.\n');
  });

  it('takes 20,000 rows of RowBinary in one body', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => {
      const fill = Buffer.from(`;'\n\0${i}`);
      const row = Buffer.alloc(5);
      row.writeUInt32LE(i);
      row[4] = fill.length;
      return Buffer.concat([row, fill]);
    });
    const answer = await server.post(`/?query=${encodeURIComponent('INSERT INTO t (a, b) SETTINGS max_threads = 1 FORMAT RowBinary')}`, { body: Buffer.concat(rows) });
    expect(await answer.text()).toBe('');
    expect(JSON.parse(answer.headers.get('x-clickhouse-summary') ?? '{}')).toMatchObject({ written_rows: '20000' });
    expect(await ask('SELECT count(), uniqExact(b), sum(a) FROM t')).toBe('20000\t20000\t199990000\n');
    await ask('TRUNCATE TABLE t');
  });

  it.each([
    ['data behind the statement in the body', '', "INSERT INTO t FORMAT JSONEachRow\n{\"a\": 1, \"b\": \"é'\"}\n", "1\té\\'\n"],
    ['VALUES in the body', '', "INSERT INTO t (b, a) VALUES ('x', 1), (';y', 2)", '1\tx\n2\t;y\n'],
    ['the statement in the URL, VALUES in the body', 'INSERT INTO t VALUES', "(1, 'x')", '1\tx\n'],
    ['the statement and a part of the rows in the URL', "INSERT INTO t FORMAT CSV 1,x\n", '2,y\n', '1\tx\n2\ty\n'],
    ['a SELECT', 'INSERT INTO t SELECT number, toString(number) FROM numbers(2)', '', '0\t0\n1\t1\n'],
    ['a SELECT with WITH', '', 'INSERT INTO t WITH 3 AS x SELECT x, {p:String}', '3\tgiven\n'],
    ['a comment and a quoted name', '', 'INSERT INTO /* FORMAT CSV */ `t` (`a`, "b") FORMAT TSV\n7\tz\n', '7\tz\n'],
  ])('inserts %s', async (_, query, body, wanted) => {
    const answer = await server.post(`/?param_p=given${query === '' ? '' : `&query=${encodeURIComponent(query)}`}`, { body });
    expect(await answer.text()).toBe('');
    expect(await ask('SELECT a, b FROM t ORDER BY a')).toBe(wanted);
    await ask('TRUNCATE TABLE t');
  });

  it('reads compressed bodies, and refuses what is not what it says', async () => {
    const post = (encoding: string, body: Uint8Array): Promise<Response> => server.post(`/?query=${encodeURIComponent('INSERT INTO t FORMAT TSV')}`, { headers: { 'content-encoding': encoding }, body });
    expect((await post('gzip', gzipSync('1\ta\n'))).status).toBe(200);
    expect((await post('zstd', zstdCompressSync('2\tb\n'))).status).toBe(200);
    expect((await post('gzip', Buffer.from('plain'))).headers.get('x-clickhouse-exception-code')).toBe('354');
    expect((await post('lz4', Buffer.from('x'))).status).toBe(501);
    expect(await ask('SELECT arraySort(groupArray(b)) FROM t')).toBe("['a','b']\n");
    await ask('TRUNCATE TABLE t');
  });

  it('never runs an insert whose body broke off', async () => {
    const { hostname, port, username, password } = new URL(server.engine.url);
    const socket = connect(Number(port), hostname);
    const login = Buffer.from(`${username}:${decodeURIComponent(password)}`).toString('base64');
    socket.write(`POST /?query=INSERT%20INTO%20t%20FORMAT%20TSV HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${login}\r\nContent-Length: 100\r\n\r\n1\ta\n`, () => socket.destroy());
    await new Promise((resolve) => socket.once('close', resolve));
    expect(await ask('SELECT count() FROM t')).toBe('0\n');
  });

  it('refuses what would reach outside a request: sessions, several statements, files of this machine', async () => {
    expect(await ask('SELECT 1', 'session_id=s')).toContain('Code: 48');
    expect(await ask('SELECT 1; DROP TABLE t')).toContain('Multi-statements are not allowed');
    expect(await ask("SELECT 1 INTO OUTFILE '/tmp/x'")).toContain('INTO OUTFILE is not allowed');
    expect(await ask("INSERT INTO t FROM INFILE '/etc/passwd' FORMAT LineAsString")).toContain('Code: 48');
    expect(await ask('')).toContain('Code: 62');
    expect(await (await server.post(`/?query=${encodeURIComponent('DROP TABLE t')}`, { method: 'GET' })).text()).toContain('READONLY');
    expect(await ask('SELECT 1 -- one; two\n;')).toBe('1\n');
  });

  it('gives a clean status for a late error when asked to wait for the end', async () => {
    const failing = 'SELECT throwIf(number = 900000) FROM numbers(1000000)';
    expect((await server.post('/', { body: failing })).status).toBe(200);
    const waited = await server.post('/?wait_end_of_query=1', { body: failing });
    expect(waited.status).toBe(500);
    expect(waited.headers.get('x-clickhouse-exception-code')).toBe('395');
    expect(await ask('SELECT 5 AS x FORMAT JSONEachRow', 'wait_end_of_query=1')).toBe('{"x":5}\n');
  });

  it('refuses a query that would take the memory of the machine, and lives on', async () => {
    expect(await ask('SELECT length(groupArray(number)) FROM numbers(4000000000)')).toContain('Code: 241');
    expect(await ask("SELECT value::UInt64 <= 4294967296 FROM system.server_settings WHERE name = 'max_server_memory_usage'")).toBe('1\n');
  });

  it('names format and query, and takes a default format', async () => {
    const answer = await server.post('/?default_format=JSONCompactEachRow&query_id=q1&database=system', { body: 'SELECT count() > 0 FROM tables' });
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    expect(answer.headers.get('x-clickhouse-query-id')).toBe('q1');
    expect(answer.headers.get('x-clickhouse-format')).toBe('JSONCompactEachRow');
    expect(await answer.text()).toBe('[1]\n');
  });

  it('lets a few wait, then says that it is busy', async () => {
    const abort = new AbortController();
    const slow = Array.from({ length: 6 }, () => server.post('/', { body: 'SELECT max(sipHash64(number)) FROM numbers(1000000000000)', signal: abort.signal }).then((answer) => answer.status, () => 0));
    expect(await Promise.race(slow)).toBe(503); // two run, three wait
    abort.abort();
    expect((await Promise.all(slow)).sort()).toEqual([0, 0, 0, 0, 0, 503]);
    let after = await ask('SELECT 1');
    while (after.includes('Code: 202')) after = await ask('SELECT 1');
    expect(after).toBe('1\n');
  });
});
