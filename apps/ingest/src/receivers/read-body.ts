import type { Readable, Transform } from 'node:stream';
import { createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { Refused } from '@watchfloor/core';
import type { ByteShare } from '../limits/byte-budget.ts';

export interface BodyLimits {
  /** Most bytes of a body once decompressed. */
  readonly maxBytes: number;
  /** Most times that a compressed body may grow; checked beyond the first MiB. */
  readonly maxRatio: number;
  /** Milliseconds within which all of it must have arrived. */
  readonly maxMs: number;
}

const RATIO_FREE_BYTES = 1024 * 1024;
const DECODERS = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, zstd: createZstdDecompress } as const;

/**
 * Reads and decompresses a request body, counting while it grows: a bomb is refused at the bound and not after it. Throws Refused:
 * UNSUPPORTED for another encoding, TOO_LARGE past a bound, TIMEOUT past `maxMs`, INVALID_INPUT for a broken stream, UNAVAILABLE when all bodies
 * together are past the budget. The caller releases what was taken from the budget: the length of the result. The request is never
 * destroyed: what comes after a refusal is dropped as it arrives, so that the answer can be sent.
 */
export async function readBody(request: Readable, encoding: string | undefined, limits: BodyLimits, budget: ByteShare): Promise<Buffer> {
  const decoder = decoderOf(encoding);
  const chunks: Buffer[] = [];
  let received = 0;
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  const count = (chunk: Buffer): void => { received += chunk.length; };
  const collect = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > limits.maxBytes || received > limits.maxBytes) throw new Refused('TOO_LARGE', `a body may have ${limits.maxBytes} bytes once decompressed: send smaller batches`);
    if (size > RATIO_FREE_BYTES && size > received * limits.maxRatio) throw new Refused('TOO_LARGE', `the body grows more than ${limits.maxRatio} times when decompressed`);
    budget.take(chunk.length);
    chunks.push(chunk);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const source = decoder ?? request;
      timer = setTimeout(() => reject(new Refused('TIMEOUT', `the body did not arrive within ${limits.maxMs} ms: send again, in smaller batches`)), limits.maxMs);
      request.on('data', count);
      source.on('data', (chunk: Buffer) => {
        try {
          collect(chunk);
        } catch (error) {
          reject(error as Error);
        }
      });
      source.once('end', resolve);
      request.on('error', reject);
      request.once('close', () => (request.readableEnded ? undefined : reject(new Error('it was cut off'))));
      decoder?.on('error', reject);
      if (decoder) request.pipe(decoder);
    });
  } catch (error) {
    budget.release(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    chunks.length = 0;
    if (error instanceof Refused) throw error;
    throw new Refused('INVALID_INPUT', `the body could not be read${encoding ? ` as ${encoding}` : ''}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(timer);
    request.removeAllListeners('data');
    if (decoder) request.unpipe(decoder);
    decoder?.removeAllListeners('data').destroy();
    request.resume();
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function decoderOf(encoding: string | undefined): Transform | undefined {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return undefined;
  if (!Object.hasOwn(DECODERS, name)) throw new Refused('UNSUPPORTED', `Content-Encoding ${name.slice(0, 40)} is not supported: use gzip, zstd, deflate or none`);
  return DECODERS[name as keyof typeof DECODERS]();
}
