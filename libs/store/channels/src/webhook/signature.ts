import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * The key that signs one tenant's webhooks: HKDF-SHA-256 (RFC 5869) of the root secret, so that no customer can forge
 * another's. This base64 text is what a customer is given.
 */
export function webhookKey(rootSecret: string, tenantId: string): string {
  return Buffer.from(hkdfSync('sha256', rootSecret, 'watchfloor-webhook', tenantId, 32)).toString('base64');
}

/** HMAC-SHA-256 over `id.timestamp.body` as `v1,<base64>` (Standard Webhooks 1.0.0). `timestamp` in whole seconds. */
export function signWebhook(key: string, id: string, timestamp: number, body: string): string {
  return `v1,${createHmac('sha256', Buffer.from(key, 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/**
 * What a receiver does: true when a signature in the header fits and the timestamp is within `toleranceSeconds` of `now`
 * (epoch ms). The receiver refuses a `webhook-id` that it has already taken.
 */
export function verifyWebhook(
  key: string,
  headers: { id: string; timestamp: string; signature: string },
  body: string,
  now: number,
  toleranceSeconds = 300,
): boolean {
  const timestamp = Number(headers.timestamp);
  if (!Number.isInteger(timestamp) || Math.abs(now / 1000 - timestamp) > toleranceSeconds) return false;
  const expected = Buffer.from(signWebhook(key, headers.id, timestamp, body));
  return headers.signature.split(' ').some((given) => {
    const bytes = Buffer.from(given);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}
