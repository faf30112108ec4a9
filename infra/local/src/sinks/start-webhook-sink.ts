import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import type { RunningEngine } from '../running-engine.ts';
import { InboxFile } from './inbox-file.ts';
import { closeServer, listen } from './listen.ts';

export interface WebhookSinkOptions {
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface SunkRequest {
  readonly receivedAt: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it came, so that a signature over it can be checked. */
  readonly body: string;
}

export interface RunningWebhookSink extends RunningEngine {
  /** POST anywhere below it is kept; GET `/requests` lists what came, oldest first. */
  readonly url: string;
}

/** An HTTP server on 127.0.0.1 that accepts every webhook and keeps it. */
export async function startWebhookSink(options: WebhookSinkOptions): Promise<RunningWebhookSink> {
  const inbox = new InboxFile<SunkRequest>(join(options.dataDir, 'requests.ndjson'));
  const server = await listen(options.port, (request, response) => {
    if (request.method === 'GET') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(inbox.list(), null, 2));
      return;
    }
    buffer(request).then(
      (body) => {
        inbox.add({ receivedAt: new Date().toISOString(), method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: body.toString('utf8') });
        response.writeHead(204).end();
      },
      () => response.destroy(),
    );
  });
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    pid: undefined,
    ended: new Promise(() => undefined),
    stop: () => closeServer(server),
  };
}
