import { createTransport, type Transporter } from 'nodemailer';
import type { Channel } from '../channel.ts';
import { DeliveryFailed } from '../delivery-failed.ts';
import { renderHtml, renderSubject, renderText } from './render.ts';

const TIMEOUT_MS = 10_000;
const transports = new Map<string, Transporter>();

/**
 * Mail through the relay of the settings. Message-ID comes from the notice's key, so a repeated delivery is the same
 * message to a mailbox; References name the case, so that a mail program shows one conversation per case.
 */
export const channel: Channel = {
  id: 'email',
  title: 'E-mail',
  async send(settings, notice, recipient) {
    const domain = domainOf(settings.smtpFrom);
    const thread = `<case.${notice.tenantId}.${notice.caseId}@${domain}>`;
    const messageId = `<notice.${notice.key}@${domain}>`;
    try {
      await transportOf(settings.smtpUrl).sendMail({
        from: settings.smtpFrom,
        to: { name: recipient.name, address: recipient.address },
        subject: renderSubject(notice),
        messageId,
        inReplyTo: thread,
        references: thread,
        text: renderText(notice, recipient),
        html: renderHtml(notice, recipient),
        priority: notice.important ? 'high' : 'normal',
        headers: { 'X-Watchfloor-Case': notice.caseId, 'X-Watchfloor-Notice': notice.key, 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } catch (error) {
      throw mailFailure(error);
    }
    return { reference: messageId };
  },
};

function transportOf(url: string): Transporter {
  let transport = transports.get(url);
  if (transport === undefined) {
    const relay = new URL(url);
    transport = createTransport({
      host: relay.hostname,
      port: relay.port === '' ? undefined : Number(relay.port),
      secure: relay.protocol === 'smtps:',
      ...(relay.username === '' ? {} : { auth: { user: decodeURIComponent(relay.username), pass: decodeURIComponent(relay.password) } }),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    });
    transports.set(url, transport);
  }
  return transport;
}

function domainOf(from: string): string {
  return /@([^\s>]+)/.exec(from)?.[1] ?? 'watchfloor.invalid';
}

/** SMTP 5yz (RFC 5321 §4.2.1) is permanent, all else is worth another try. The relay's own words may name a mailbox and are kept short. */
function mailFailure(error: unknown): DeliveryFailed {
  const code = error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  if (code !== undefined) return new DeliveryFailed(`mail relay answered ${code}`, code < 500);
  const kind = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
  return new DeliveryFailed(`mail relay not reached (${kind})`, true);
}
