import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channels, verifyWebhook, webhookKey } from '../src/index.ts';
import { isPublic } from '../src/webhook/egress.ts';
import { RECIPIENT, sampleNotice, settings, TENANT } from './sample-notice.ts';

const webhook = channels.find((one) => one.id === 'webhook')!;
const calls: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
let answer = 204;
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(() => server.close());
beforeEach(() => {
  calls.length = 0;
  answer = 204;
});

const send = (url: string, over = {}) => webhook.send(settings(over), sampleNotice(), { ...RECIPIENT, address: url });
const header = (name: string) => String(calls[0]?.headers[name]);

describe('the webhook channel', () => {
  it('posts versioned JSON that the receiver can verify with the key of its tenant', async () => {
    await send(address);
    const body = calls[0]?.body ?? '';
    expect(JSON.parse(body)).toMatchObject({ version: 1, type: 'case.escalation', case: { number: 42, severity: 'critical' }, escalation: { round: 1, step: 2 } });
    const headers = { id: header('webhook-id'), timestamp: header('webhook-timestamp'), signature: header('webhook-signature') };
    const key = webhookKey(settings().webhookSecret, TENANT);
    expect(verifyWebhook(key, headers, body, Date.now())).toBe(true);
    expect(verifyWebhook(key, headers, body.replace('critical', 'low'), Date.now())).toBe(false);
    expect(verifyWebhook(key, headers, body, Date.now() + 3_600_000)).toBe(false);
    expect(verifyWebhook(key, { ...headers, id: 'another' }, body, Date.now())).toBe(false);
    expect(verifyWebhook(webhookKey(settings().webhookSecret, 'another tenant'), headers, body, Date.now())).toBe(false);
  });

  it('keeps the id of a notice over retries', async () => {
    await send(address);
    await send(address);
    expect(calls[0]?.headers['webhook-id']).toBe(calls[1]?.headers['webhook-id']);
  });

  it('never follows a redirect', async () => {
    answer = 302;
    await expect(send(address)).rejects.toMatchObject({ retryable: false });
    expect(calls.map((call) => call.path)).toEqual(['/hook']);
  });

  it('retries on 500 and 429 and gives up on 410', async () => {
    for (const [status, retryable] of [[500, true], [429, true], [410, false]] as const) {
      answer = status;
      await expect(send(address)).rejects.toMatchObject({ retryable });
    }
  });

  it('refuses loopback, private, link-local and translated addresses, plain http and credentials', async () => {
    const guarded = { allowPrivateEgress: false };
    const urls = [
      address,
      'https://127.0.0.1/x',
      'https://localhost/x',
      'https://[::1]/x',
      'https://[::ffff:10.0.0.1]/x',
      'https://[64:ff9b::a9fe:a9fe]/x',
      'https://169.254.169.254/latest/meta-data',
      'https://2130706433/x',
      'https://user:pass@203.0.113.9/',
      'ftp://example.com/',
      'nonsense',
    ];
    for (const url of urls) await expect(send(url, guarded), url).rejects.toMatchObject({ retryable: false });
    expect(calls).toEqual([]);
  });

  it('knows public addresses from the others', () => {
    expect(['8.8.8.8', '2606:4700::1111'].every(isPublic)).toBe(true);
    const others = ['10.0.0.1', '100.64.0.1', '0.0.0.0', '192.168.1.1', '224.0.0.1', 'fd00::1', 'fe80::1', '2002:a00:1::', 'not an address'];
    expect(others.some(isPublic)).toBe(false);
  });
});
