import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HoldingProxy {
  /** URL to give to ingest in place of ClickHouse's. */
  readonly url: string;
  /** From now on the answers of INSERTs that ClickHouse has committed are kept back; resolves when one is. */
  holdNextInsert(): Promise<void>;
  close(): void;
}

/** Stands between ingest and ClickHouse, and can lose the answer to an insert that was committed. */
export async function holdingProxy(target: string): Promise<HoldingProxy> {
  const origin = new URL(target);
  let held: (() => void) | undefined;
  const server = createServer((incoming, outgoing) => {
    const insert = new URL(incoming.url ?? '/', target).searchParams.get('query')?.startsWith('INSERT INTO') === true;
    const upstream = request({ host: origin.hostname, port: origin.port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
      if (insert && held && answer.statusCode === 200) {
        answer.resume();
        answer.once('end', held);
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    upstream.on('error', () => outgoing.destroy());
    incoming.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = new URL(target);
  url.port = String(port);
  return {
    url: url.href,
    holdNextInsert: () => new Promise((resolve) => { held = resolve; }),
    close: () => { server.closeAllConnections(); server.close(); },
  };
}
