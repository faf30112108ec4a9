import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { engineError } from './clickhouse-error.ts';

/** The body, decompressed as its Content-Encoding says. Throws code 48 for encodings that no Node client sends. */
export function requestBody(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return request;
  return pipeline(request, decompressor(encoding), () => undefined);
}

function decompressor(encoding: string): NodeJS.ReadWriteStream & Readable {
  switch (encoding) {
    case 'gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'zstd':
      return createZstdDecompress();
    case 'br':
      return createBrotliDecompress();
    default:
      throw engineError(48, 'NOT_IMPLEMENTED', `Content-Encoding ${encoding} is not supported by the local engine: use gzip, zstd, br or deflate`);
  }
}
