import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { RunningEngine } from '../running-engine.ts';
import { InboxFile } from './inbox-file.ts';
import { renderInbox, type SunkMail } from './render-inbox.ts';
import { closeServer, listen } from './listen.ts';

export interface SmtpSinkOptions {
  /** Folder that keeps the mails. */
  readonly dataDir: string;
  /** Port of SMTP and of the inbox page; 0 takes a free one. */
  readonly port: number;
  readonly httpPort: number;
}

export interface RunningSmtpSink extends RunningEngine {
  readonly url: string;
  /** Inbox page; `/messages` is the same as JSON, oldest first. */
  readonly inboxUrl: string;
}

const MAX_MAIL_BYTES = 10 * 1024 * 1024;

/** An SMTP server on 127.0.0.1 that delivers to nobody and shows every mail on a page. */
export async function startSmtpSink(options: SmtpSinkOptions): Promise<RunningSmtpSink> {
  const inbox = new InboxFile<SunkMail>(join(options.dataDir, 'messages.ndjson'));
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: MAX_MAIL_BYTES,
    onData(stream, session, done) {
      simpleParser(stream).then(
        (mail) => {
          const headers = Object.fromEntries(mail.headerLines.map((header) => [header.key, header.line.slice(header.key.length + 1).trim()]));
          inbox.add({ receivedAt: new Date().toISOString(), from: mail.from?.text ?? '', to: session.envelope.rcptTo.map((to) => to.address), subject: mail.subject ?? '', text: mail.text ?? '', headers });
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  smtp.on('error', () => undefined); // a client that hangs up is no concern of the sink
  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(options.port, '127.0.0.1', () => resolve());
  });
  const page = await listen(options.httpPort, (request, response) => {
    if (request.url === '/messages') response.setHeader('content-type', 'application/json').end(JSON.stringify(inbox.list()));
    else response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'").end(renderInbox(inbox.list()));
  });
  const portOf = (address: unknown): number => (address as { port: number }).port;
  return {
    url: `smtp://127.0.0.1:${portOf(smtp.server.address())}`,
    inboxUrl: `http://127.0.0.1:${portOf(page.address())}`,
    pid: undefined,
    ended: new Promise(() => undefined),
    async stop() {
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
      await closeServer(page);
    },
  };
}
