import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Sinks {
  smtpUrl: string;
  webhookUrl: string;
  mails: ParsedMail[];
  hooks: { headers: IncomingHttpHeaders; body: string }[];
  /** Answers every recipient with this SMTP code while set. */
  refuseMailWith: number | undefined;
  /** Called when a mail names its recipient; the sink answers when it resolves. */
  beforeMail: (() => Promise<void>) | undefined;
  stop(): Promise<void>;
}

export async function startSinks(): Promise<Sinks> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      const refusal = sinks.refuseMailWith === undefined ? null : Object.assign(new Error('refused'), { responseCode: sinks.refuseMailWith });
      void (sinks.beforeMail?.() ?? Promise.resolve()).then(() => done(refusal));
    },
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => (sinks.mails.push(mail), done()), done);
    },
  });
  smtp.on('error', () => undefined); // a killed client
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      sinks.hooks.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const sinks: Sinks = {
    smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    webhookUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`,
    mails: [],
    hooks: [],
    refuseMailWith: undefined,
    beforeMail: undefined,
    async stop() {
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
  return sinks;
}
