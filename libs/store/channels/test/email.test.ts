import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channels, DeliveryFailed } from '../src/index.ts';
import { RECIPIENT, sampleNotice, settings } from './sample-notice.ts';

const email = channels.find((one) => one.id === 'email')!;
const mails: ParsedMail[] = [];
let refuseWith: number | undefined;
let server: SMTPServer;
let smtpUrl: string;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refuseWith === undefined ? null : Object.assign(new Error('no'), { responseCode: refuseWith })),
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => (mails.push(mail), done()), done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
beforeEach(() => {
  mails.length = 0;
  refuseWith = undefined;
});

describe('the e-mail channel', () => {
  it('sends a mail whose subject names case, severity, title and customer', async () => {
    await email.send(settings({ smtpUrl }), sampleNotice(), RECIPIENT);
    expect(mails[0]?.subject).toBe('[#42] CRITICAL: Register write outside the change window (Aqua & Sons)');
    expect(mails[0]?.text).toContain('round 1, step 2, due 2 Jun 2026, 11:35:00 CEST');
    expect(mails[0]?.text).toContain('https://watchfloor.example/cases/aaaaaaaa');
  });

  it('threads all notices of a case and keeps the Message-ID of a repeated key', async () => {
    await email.send(settings({ smtpUrl }), sampleNotice(), RECIPIENT);
    await email.send(settings({ smtpUrl }), sampleNotice(), RECIPIENT);
    await email.send(settings({ smtpUrl }), sampleNotice({ key: 'ffffffff-6c0f-8d0e-9b1c-0123456789ab' }), RECIPIENT);
    const [first, again, next] = mails;
    expect(again?.messageId).toBe(first?.messageId);
    expect(next?.messageId).not.toBe(first?.messageId);
    expect(next?.references).toEqual(first?.references);
  });

  it('escapes what attackers can name: no markup in HTML, no header from a line break', async () => {
    const title = 'x\r\nBcc: eve@evil.example\r\n\r\n<img src=x onerror=alert(1)>';
    await email.send(settings({ smtpUrl }), sampleNotice({ title }), RECIPIENT);
    expect(mails[0]?.bcc).toBeUndefined();
    expect(mails[0]?.html).not.toContain('<img');
    expect(mails[0]?.subject).not.toMatch(/[\r\n]/);
  });

  it('says that a notice is late', async () => {
    await email.send(settings({ smtpUrl }), sampleNotice({ late: true }), RECIPIENT);
    expect(mails[0]?.text).toContain('This notice is late');
  });

  it('tells a refused mailbox, which is final, from a busy or absent relay, which is worth another try', async () => {
    refuseWith = 550;
    await expect(email.send(settings({ smtpUrl }), sampleNotice(), RECIPIENT)).rejects.toMatchObject({ retryable: false });
    refuseWith = 451;
    await expect(email.send(settings({ smtpUrl }), sampleNotice(), RECIPIENT)).rejects.toMatchObject({ retryable: true });
    const failure = await email.send(settings({ smtpUrl: 'smtp://127.0.0.1:1' }), sampleNotice(), RECIPIENT).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DeliveryFailed);
    expect(failure).toMatchObject({ retryable: true });
  });
});
