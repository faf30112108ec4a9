import { once } from 'node:events';
import { connect } from 'node:net';

/** Writes frames to a port over one connection, at the receiver's pace, until `events` are sent; then ends the connection. */
export async function sendTcp(port: number, frames: readonly string[], events: number, abort: AbortSignal): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', signal: abort });
  socket.resume();
  await once(socket, 'connect');
  const chunks: { readonly bytes: Buffer; readonly frames: number }[] = [];
  for (let at = 0; at < frames.length; at += 200) {
    const some = frames.slice(at, at + 200);
    chunks.push({ bytes: Buffer.from(some.join('')), frames: some.length });
  }
  for (let [sent, at] = [0, 0]; sent < events; at += 1) {
    abort.throwIfAborted();
    const chunk = chunks[at % chunks.length];
    if (chunk === undefined) break;
    if (!socket.write(chunk.bytes)) await once(socket, 'drain', { signal: abort });
    sent += chunk.frames;
  }
  socket.end();
}
