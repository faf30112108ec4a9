import { randomUUID } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { RunningEngine } from '../running-engine.ts';
import { inboxPage } from './inbox-page.ts';
import type { ReceivedMail } from './received-mail.ts';
import { RecordLog } from './record-log.ts';
import { closeServer, portOf, serveOnLoopback } from './serve-on-loopback.ts';

export interface SmtpSinkOptions {
  /** Mails are kept here, one JSON line each. */
  readonly dataDir: string;
  /** 0 takes a free one, here and below. */
  readonly port: number;
  /** Port of the inbox page and of GET /messages. */
  readonly httpPort: number;
}

export interface RunningSmtpSink extends RunningEngine {
  /** smtp://127.0.0.1:port */
  readonly url: string;
  readonly inboxUrl: string;
  /** Oldest first. */
  messages(): readonly ReceivedMail[];
}

const MAX_MAIL_BYTES = 10 * 1024 * 1024;

/** Takes every mail for anyone on 127.0.0.1 and shows it; a mail is acknowledged once it is in the file. Throws when a port is taken. */
export async function startSmtpSink(options: SmtpSinkOptions): Promise<RunningSmtpSink> {
  const log = new RecordLog<ReceivedMail>(options.dataDir, 'mails.ndjson', 5000);
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_MAIL_BYTES,
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('the mail is too large'), { responseCode: 552 }));
        log.append(received(mail, session));
        return done();
      }, done);
    },
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(options.port, '127.0.0.1', resolve);
  });
  const http = await serveOnLoopback(options.httpPort, (request, response) => {
    if (request.method !== 'GET') return void response.writeHead(405).end();
    if (request.url === '/messages') return void response.setHeader('Content-Type', 'application/json; charset=utf-8').end(JSON.stringify(log.list()));
    if (request.url !== '/') return void response.writeHead(404).end('not found\n');
    return void response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'").setHeader('Content-Type', 'text/html; charset=utf-8').end(inboxPage(log.list()));
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= Promise.all([closeServer(http), new Promise<void>((resolve) => smtp.close(resolve))]).then(() => undefined));
  return { url: `smtp://127.0.0.1:${portOf(smtp.server)}`, inboxUrl: `http://127.0.0.1:${portOf(http)}`, messages: () => log.list(), pid: undefined, ended: new Promise(() => undefined), stop };
}

function received(mail: Awaited<ReturnType<typeof simpleParser>>, session: SMTPServerSession): ReceivedMail {
  const headers: Record<string, string> = {};
  for (const { key, line } of mail.headerLines) {
    const value = line.slice(line.indexOf(':') + 1).trim();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return {
    id: randomUUID(),
    receivedAt: new Date().toISOString(),
    from: mail.from?.text ?? '',
    to: session.envelope.rcptTo.map((recipient) => recipient.address),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html === false ? undefined : mail.html,
    headers,
  };
}
