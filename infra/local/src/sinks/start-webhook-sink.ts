import type { IncomingMessage } from 'node:http';
import type { RunningEngine } from '../running-engine.ts';
import { RecordLog } from './record-log.ts';
import { closeServer, portOf, serveOnLoopback } from './serve-on-loopback.ts';

/** A webhook as it came. */
export interface ReceivedWebhook {
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes of the body as UTF-8 text: what a signature is over. */
  readonly body: string;
}

export interface WebhookSinkOptions {
  /** Webhooks are kept here, one JSON line each. */
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface RunningWebhookSink extends RunningEngine {
  readonly url: string;
  /** Oldest first. */
  requests(): readonly ReceivedWebhook[];
}

const MAX_BODY_BYTES = 1024 * 1024;

/** Takes POST and PUT on any path of 127.0.0.1 with 204 and lists them at GET /requests. Throws when the port is taken. */
export async function startWebhookSink(options: WebhookSinkOptions): Promise<RunningWebhookSink> {
  const log = new RecordLog<ReceivedWebhook>(options.dataDir, 'webhooks.ndjson', 5000);
  const server = await serveOnLoopback(options.port, (request, response) => {
    if (request.method === 'GET') {
      if (request.url !== '/requests') return void response.writeHead(404).end('POST webhooks here; GET /requests lists them\n');
      return void response.setHeader('Content-Type', 'application/json; charset=utf-8').end(JSON.stringify(log.list()));
    }
    if (request.method !== 'POST' && request.method !== 'PUT') return void response.writeHead(405).end();
    bodyOf(request).then(
      (body) => {
        if (body === undefined) return response.writeHead(413).end();
        log.append({ receivedAt: new Date().toISOString(), method: request.method ?? '', path: request.url ?? '/', headers: plain(request), body });
        return response.writeHead(204).end();
      },
      () => response.destroy(),
    );
  });
  let stopped: Promise<void> | undefined;
  return { url: `http://127.0.0.1:${portOf(server)}`, requests: () => log.list(), pid: undefined, ended: new Promise(() => undefined), stop: () => (stopped ??= closeServer(server)) };
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) parts.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(parts).toString('utf8');
}

function plain(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
}
