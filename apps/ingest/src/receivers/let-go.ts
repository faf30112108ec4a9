import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

const LINGER_MS = 5_000;

/**
 * Ends a request that is answered while its body still comes. The rest is dropped as it arrives for a few seconds, because a connection that is cut
 * at once takes the answer with it; then it is cut.
 */
export function letGo(request: Readable & { readonly complete: boolean; readonly socket: Socket }): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, LINGER_MS).unref();
  request.once('close', () => clearTimeout(timer));
}
