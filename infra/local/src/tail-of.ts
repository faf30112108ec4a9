import type { Readable } from 'node:stream';

/** Keeps the last `limit` characters that a stream gave, for an error message; the stream is always drained. */
export function tailOf(streams: readonly Readable[], limit = 4000): () => string {
  let text = '';
  for (const stream of streams) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      text = (text + chunk).slice(-limit);
    });
    stream.on('error', () => undefined);
  }
  return () => text.trim();
}
