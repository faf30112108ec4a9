import { createReadStream } from 'node:fs';
import { Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

function decompressorOf(head: Uint8Array): Transform | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return createGunzip();
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return createZstdDecompress();
  return undefined;
}

async function* whole(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** The bytes of a file, or of standard input for '-'; gzip and zstd are told by their first bytes and decompressed. Throws what reading throws. */
export async function* openBytes(path: string): AsyncGenerator<Uint8Array> {
  const source = (path === '-' ? process.stdin : createReadStream(path)) as AsyncIterable<Uint8Array>;
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const decompressor = decompressorOf(first.value);
  if (decompressor === undefined) yield* whole(first.value, chunks);
  else {
    const raw = Readable.from(whole(first.value, chunks));
    raw.on('error', (error) => decompressor.destroy(error));
    yield* raw.pipe(decompressor) as AsyncIterable<Uint8Array>;
  }
}
