import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Admission } from './admission.ts';
import { Answer } from './answer.ts';
import { engineError, toClickHouseError } from './clickhouse-error.ts';
import { Engine } from './engine.ts';
import { QueryHandler } from './query-handler.ts';
import { requestParams } from './request-params.ts';
import { makeSpoolFolders, removeSpoolFolders } from './spool-folders.ts';

export interface ServerOptions {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Queries that run at once; more wait. Keep UV_THREADPOOL_SIZE above it. */
  readonly concurrency: number;
  /** Requests that may wait; more get 503. */
  readonly queue: number;
}

export interface ClickHouseServer {
  readonly port: number;
  /** Stops taking requests, lets what runs finish, closes the engine. */
  close(): Promise<void>;
}

/** Serves ClickHouse's HTTP interface over the embedded engine. Throws when the folder or the port is taken. */
export async function serveClickHouse(options: ServerOptions): Promise<ClickHouseServer> {
  const engine = new Engine(options.dataDir); // first: it refuses a folder that another process works in
  const folders = makeSpoolFolders(options.dataDir);
  const handler = new QueryHandler(engine, new Admission(options.concurrency, options.queue, 60_000), folders);
  let closing = false;
  const server = createServer({ keepAliveTimeout: 10_000, requestTimeout: 0, maxHeaderSize: 1 << 20 }, (request, response) => {
    response.setHeader('X-ClickHouse-Server-Display-Name', 'watchfloor-local');
    response.on('error', () => undefined);
    if (closing) return void response.writeHead(503, { Connection: 'close', 'Retry-After': '1' }).end('the server is shutting down\n');
    void route(request, response, options, handler, engine.version);
    return undefined;
  });
  await listen(server, options);
  const address = server.address();
  const close = async (): Promise<void> => {
    closing = true;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await handler.drain();
    server.closeAllConnections();
    await closed;
    engine.close();
    removeSpoolFolders(folders);
  };
  return { port: typeof address === 'object' && address !== null ? address.port : options.port, close };
}

async function route(request: IncomingMessage, response: ServerResponse, options: ServerOptions, handler: QueryHandler, version: string): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://local');
  if (url.pathname === '/ping' || url.pathname === '/replicas_status') return void response.end('Ok.\n');
  const answer = new Answer(request, response, false);
  try {
    if (url.pathname !== '/') return void response.writeHead(404).end(`There is no handle ${url.pathname}\n\nUse / or /ping for health checks.\n`);
    if (request.method !== 'GET' && request.method !== 'POST') return void response.writeHead(501).end();
    const params = requestParams(request, url);
    if (!same(params.user ?? 'default', options.user) || !same(params.password ?? '', options.password)) {
      throw engineError(516, 'AUTHENTICATION_FAILED', `${params.user ?? 'default'}: Authentication failed: password is incorrect, or there is no user with such name.`);
    }
    response.setHeader('X-ClickHouse-Timezone', 'UTC');
    response.setHeader('X-ClickHouse-Server-Version', version);
    if (request.method === 'GET' && params.query === '') return void response.end('Ok.\n');
    await handler.handle(request, response, params);
  } catch (error) {
    request.resume();
    await answer.fail(toClickHouseError(error));
  }
}

function same(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

function listen(server: Server, options: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port }, resolve);
  });
}
