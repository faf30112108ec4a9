import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, describe, expect, it } from 'vitest';
import { startSmtpSink, startWebhookSink, type ReceivedMail, type ReceivedWebhook } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'wf-sinks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the mail sink', () => {
  it('keeps every mail, shows it as text only, and finds it again after a restart', async () => {
    const sink = await startSmtpSink({ dataDir: join(folder, 'mail'), port: 0, httpPort: 0 });
    const transport = createTransport(sink.url);
    await transport.sendMail({ from: 'floor@provider.test', to: ['a@x.test', 'b@x.test'], subject: '<script>alert(1)</script> Übergabe', text: "<img src=x onerror='x'> & more", headers: { 'X-Watchfloor-Notice': 'key-1' } });
    transport.close();
    const page = await fetch(sink.inboxUrl);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; Übergabe');
    expect(html).not.toMatch(/<script|<img/);
    expect(await (await fetch(`${sink.inboxUrl}/messages`)).json()).toMatchObject([{ to: ['a@x.test', 'b@x.test'], headers: { 'x-watchfloor-notice': 'key-1' } }]);
    await sink.stop();
    const again = await startSmtpSink({ dataDir: join(folder, 'mail'), port: 0, httpPort: 0 });
    expect(again.messages().map((mail: ReceivedMail) => mail.text.trim())).toEqual(["<img src=x onerror='x'> & more"]);
    await again.stop();
  });
});

describe('the webhook sink', () => {
  it('keeps headers and the exact body, and finds them again after a restart', async () => {
    const sink = await startWebhookSink({ dataDir: join(folder, 'webhooks'), port: 0 });
    const body = '{ "a":1,\n "b": "é" }';
    expect((await fetch(`${sink.url}/hooks/site?x=1`, { method: 'POST', body, headers: { 'X-Watchfloor-Signature': 'sha256=00' } })).status).toBe(204);
    expect((await fetch(`${sink.url}/big`, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(413);
    const kept = (await (await fetch(`${sink.url}/requests`)).json()) as ReceivedWebhook[];
    expect(kept).toMatchObject([{ method: 'POST', path: '/hooks/site?x=1', body, headers: { 'x-watchfloor-signature': 'sha256=00' } }]);
    await sink.stop();
    const again = await startWebhookSink({ dataDir: join(folder, 'webhooks'), port: 0 });
    expect(again.requests()).toEqual(kept);
    await again.stop();
  });

  it('answers no other name than its own, so that a web page cannot read it', async () => {
    const sink = await startWebhookSink({ dataDir: join(folder, 'rebound'), port: 0 });
    const status = await new Promise((resolve, reject) => {
      request(`${sink.url}/requests`, { headers: { host: 'attacker.test' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    await sink.stop();
    expect(status).toBe(421);
  });
});
