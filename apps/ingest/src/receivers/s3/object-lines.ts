import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Refused } from '@watchfloor/core';
import { LineCutter, type PlacedLine } from '../line-cutter.ts';

const BATCH_BYTES = 1024 * 1024;
const BATCH_LINES = 10_000;
/** A compressed object that grows more often than this, beyond the first 64 MiB, is a bomb. */
const MOST_RATIO = 500;
const RATIO_FREE_BYTES = 64 * 1024 * 1024;

/** Batches of lines of an object: plain, gzip or zstd, told by its first bytes whatever its name says. Throws for what cannot be decompressed, Refused TOO_LARGE for a bomb. */
export async function* objectLines(body: Readable): AsyncGenerator<PlacedLine[]> {
  const cutter = new LineCutter(0);
  let batch: PlacedLine[] = [];
  let bytes = 0;
  for await (const chunk of decompressed(body)) {
    for (const placed of cutter.push(chunk)) {
      batch.push(placed);
      bytes += placed.line.bytes.length;
    }
    if (bytes < BATCH_BYTES && batch.length < BATCH_LINES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  batch.push(...cutter.rest());
  if (batch.length > 0) yield batch;
}

async function* decompressed(body: Readable): AsyncGenerator<Buffer> {
  const source = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 4) {
    const next = await source.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  let packed = 0;
  async function* whole(): AsyncGenerator<Buffer> {
    packed += head.length;
    yield head;
    for (let next = await source.next(); !next.done; next = await source.next()) {
      packed += next.value.length;
      yield next.value;
    }
  }
  const decoder = decoderOf(head);
  const piped = pipeline(whole, decoder);
  piped.catch(() => undefined);
  let size = 0;
  for await (const chunk of decoder as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > RATIO_FREE_BYTES && size > packed * MOST_RATIO) throw new Refused('TOO_LARGE', `the object grows more than ${MOST_RATIO} times when decompressed`);
    yield chunk;
  }
  await piped;
}

function decoderOf(head: Buffer): Transform {
  if (head[0] === 0x1f && head[1] === 0x8b) return createGunzip();
  if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) return createZstdDecompress();
  return new PassThrough();
}
