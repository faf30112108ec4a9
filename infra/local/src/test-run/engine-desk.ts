import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { isEngineName, type Desk } from './desk.ts';
import { Engines } from './engines.ts';

/** Hands engines of this process to others over loopback: test files run in processes of their own. */
export class EngineDesk {
  readonly #engines = new Engines();
  readonly #token = randomBytes(24).toString('hex');
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const name = request.url?.slice(1) ?? '';
      if (request.headers.authorization !== this.#token || !isEngineName(name)) return void response.writeHead(404).end();
      this.#engines.get(name).then(
        (addresses) => response.end(JSON.stringify(addresses)),
        (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
      );
    });
    this.#server.unref();
  }

  /** Opens the desk; nothing is started yet. */
  open(): Promise<Desk> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        resolve({ url: `http://127.0.0.1:${port}`, token: this.#token });
      });
    });
  }

  /** Stops every engine that was asked for. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#engines.stop();
  }
}
