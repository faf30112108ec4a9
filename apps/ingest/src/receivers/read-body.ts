import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { Refused } from '@watchfloor/core';
import type { ByteShare } from '../limits/byte-budget.ts';

export interface BodyLimits {
  /** Most bytes of a body once decompressed. */
  readonly maxBytes: number;
  /** Most times that a compressed body may grow; checked beyond the first MiB. */
  readonly maxRatio: number;
}

const RATIO_FREE_BYTES = 1024 * 1024;
const DECODERS = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, zstd: createZstdDecompress } as const;

/**
 * Reads and decompresses a request body, counting while it grows: a bomb is refused at the bound and not after it. Throws Refused:
 * UNSUPPORTED for another encoding, TOO_LARGE past a bound, INVALID_INPUT for a broken stream, UNAVAILABLE when all bodies
 * together are past the budget. The caller releases what was taken from the budget: the length of the result.
 */
export async function readBody(request: Readable, encoding: string | undefined, limits: BodyLimits, budget: ByteShare): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let received = 0;
  let size = 0;
  const count = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      received += chunk.length;
      yield chunk;
    }
  };
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limits.maxBytes) throw new Refused('TOO_LARGE', `a body may have ${limits.maxBytes} bytes once decompressed: send smaller batches`);
      if (size > RATIO_FREE_BYTES && size > received * limits.maxRatio) throw new Refused('TOO_LARGE', `the body grows more than ${limits.maxRatio} times when decompressed`);
      budget.take(chunk.length);
      chunks.push(chunk);
    }
  };
  const decoder = decoderOf(encoding);
  try {
    if (decoder) await pipeline(request, count, decoder, collect);
    else await pipeline(request, count, collect);
  } catch (error) {
    budget.release(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    if (error instanceof Refused) throw error;
    throw new Refused('INVALID_INPUT', `the body could not be read${encoding ? ` as ${encoding}` : ''}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function decoderOf(encoding: string | undefined): Transform | undefined {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return undefined;
  if (!Object.hasOwn(DECODERS, name)) throw new Refused('UNSUPPORTED', `Content-Encoding ${name.slice(0, 40)} is not supported: use gzip, zstd, deflate or none`);
  return DECODERS[name as keyof typeof DECODERS]();
}
