import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}
export interface Webhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

async function json<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}

/** Mails in the SMTP sink whose subject or text holds `word`. */
export async function mailsAbout(inboxUrl: string, word: string): Promise<Mail[]> {
  return (await json<Mail[]>(`${inboxUrl}/messages`)).filter((mail) => `${mail.subject}\n${mail.text}`.includes(word));
}

/** Webhooks in the sink whose body holds `word`. */
export async function webhooksAbout(sinkUrl: string, word: string): Promise<Webhook[]> {
  return (await json<Webhook[]>(`${sinkUrl}/requests`)).filter((hook) => hook.body.includes(word));
}

/** True when the signature is that of the customer's key (base64) over id, timestamp and body, as the customer would check it (Standard Webhooks 1.0.0). */
export function isSignedWith(key: string, hook: Webhook): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given = '' } = hook.headers;
  const expected = Buffer.from(createHmac('sha256', Buffer.from(key, 'base64')).update(`${id}.${at}.${hook.body}`).digest('base64'));
  const actual = Buffer.from(given.replace(/^v1,/, ''));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
