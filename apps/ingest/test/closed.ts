import type { Socket } from 'node:net';

/** Resolves when a socket is closed, however it came to that. */
export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}
