import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { SimLine } from '../line.ts';
import { HttpSender } from '../senders/http-sender.ts';
import { SyslogSender } from '../senders/syslog-sender.ts';

const line = (n: number): SimLine => ({ sensorId: 's', source: 'zeek', log: 'conn', atMs: 1_772_359_200_000, text: `{"_path":"conn","n":${String(n)}}` });

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return gunzipSync(Buffer.concat(chunks)).toString();
}

describe('the HTTP sender', () => {
  it('repeats a batch with the same key and body until it is acknowledged, and keeps the order', async () => {
    const seen: { key: string; body: string; auth: string; query: string }[] = [];
    const answers = [503, 429, 0, 401, 200];
    const port = await listen(createHttpServer((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push({ key: String(request.headers['idempotency-key']), body, auth: String(request.headers.authorization), query: request.url ?? '' });
        const status = answers.shift() ?? 200;
        if (status === 0) request.socket.destroy();
        else response.writeHead(status, { 'retry-after': '0', connection: 'close' }).end('{}');
      });
    }));
    const sender = new HttpSender({ url: `http://127.0.0.1:${String(port)}/v1/logs`, key: 'wfs_k', source: 'zeek' });
    sender.send([line(1), line(2)]);
    sender.send([line(3)]);
    await sender.drain(25_000);
    sender.close();
    expect(sender.totals).toEqual({ sent: 3, waiting: 0, dropped: 0, lastError: undefined });
    const first = seen.slice(0, 5);
    expect(new Set(first.map(({ key }) => key)).size).toBe(1);
    expect(new Set(first.map(({ body }) => body)).size).toBe(1);
    expect(seen[0]).toMatchObject({ auth: 'Bearer wfs_k', query: '/v1/logs?source=zeek' });
    expect(seen.slice(4).map(({ body }) => body).join('')).toBe([1, 2, 3].map((n) => `${line(n).text}\n`).join(''));
  }, 40_000);

  it('gives up only what is refused for good, and counts it', async () => {
    const port = await listen(createHttpServer((request, response) => {
      void bodyOf(request).then(() => response.writeHead(413, { connection: 'close' }).end('too large'));
    }));
    const sender = new HttpSender({ url: `http://127.0.0.1:${String(port)}/`, key: 'k', source: 'zeek' });
    sender.send([line(1), line(2)]);
    await sender.drain(10_000);
    sender.close();
    expect(sender.totals).toEqual({ sent: 0, waiting: 0, dropped: 2, lastError: 'HTTP 413 too large' });
  });
});

describe('the syslog sender', () => {
  it('sends octet-counted messages with the key, and connects again when the connection breaks', async () => {
    let received = '';
    const sockets: Socket[] = [];
    const port = await listen(createTcpServer((socket) => {
      sockets.push(socket);
      socket.setEncoding('utf8').on('data', (text: string) => (received += text)).on('error', () => undefined);
    }));
    const sender = new SyslogSender({ host: '127.0.0.1', port, key: 'wfs_k', hostname: 'station' });
    sender.send([line(1)]);
    await expect.poll(() => received.length).toBeGreaterThan(0);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => {
      sender.send([line(2)]);
      return received.includes('"n":2');
    }, { timeout: 15_000, interval: 200 }).toBe(true);
    await sender.drain(3_000);
    sender.close();
    const [, count = '', rest = ''] = /^(\d+) (.*)/s.exec(received) ?? [];
    const message = Buffer.from(rest).subarray(0, Number(count)).toString();
    expect(message).toBe(`<134>1 2026-03-01T10:00:00.000Z station zeek - conn [watchfloor@32473 key="wfs_k"] ${line(1).text}`);
  }, 30_000);
});
