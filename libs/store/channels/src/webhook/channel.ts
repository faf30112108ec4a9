import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Channel } from '../channel.ts';
import { DeliveryFailed } from '../delivery-failed.ts';
import { renderBody } from './body.ts';
import { resolveTarget, type Target } from './egress.ts';
import { signWebhook, webhookKey } from './signature.ts';

const TIMEOUT_MS = 10_000;

/**
 * POST of versioned JSON, signed after Standard Webhooks 1.0.0: `webhook-id` is the notice's key in every retry, so a
 * receiver drops what it has already taken. 2xx within 10 s counts as taken; redirects are never followed.
 */
export const channel: Channel = {
  id: 'webhook',
  title: 'Webhook',
  async send(settings, notice, recipient) {
    const url = parseUrl(recipient.address);
    const target = await resolveTarget(url, settings.allowPrivateEgress);
    const body = renderBody(notice);
    const timestamp = Math.floor(Date.now() / 1000);
    const status = await post(url, target, body, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'watchfloor-webhook/1',
      'webhook-id': notice.key,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signWebhook(webhookKey(settings.webhookSecret, notice.tenantId), notice.key, timestamp, body),
    });
    if (status >= 200 && status < 300) return { reference: `HTTP ${status}` };
    throw new DeliveryFailed(`webhook answered HTTP ${status}`, status >= 500 || status === 408 || status === 425 || status === 429);
  },
};

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new DeliveryFailed('webhook URL is not a URL', false);
  return new URL(text);
}

/** One request to the checked address; the answer's body is not read. */
function post(url: URL, target: Target, body: string, headers: Record<string, string>): Promise<number> {
  const lookup: LookupFunction = (_host, options, done) =>
    options.all === true ? done(null, [{ address: target.address, family: target.family }]) : done(null, target.address, target.family);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'POST', headers, lookup, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.on('error', (error) => reject(new DeliveryFailed(`webhook not reached (${reasonOf(error)})`, true)));
    request.end(body);
  });
}

function reasonOf(error: Error): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `no answer in ${TIMEOUT_MS / 1000} s`;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
