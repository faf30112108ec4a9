import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { LineCutter, type PlacedLine } from '../line-cutter.ts';
import { TAIL_BYTES, tailOf, type TailStream } from './tail-state.ts';

const HEAD_BYTES = 65_536;
const MOST_LINES = 10_000;

/** A file of lines, plain or compressed. Offsets are of the lines, decompressed. */
export class LogFile {
  readonly path: string;
  readonly compressed: boolean;

  constructor(path: string) {
    this.path = path;
    this.compressed = path.endsWith('.gz');
  }

  /** The streams whose bytes this file begins with, as far as each was read. Throws for a compressed file that is not complete yet. */
  async holds(streams: readonly TailStream[]): Promise<TailStream[]> {
    const wanted = streams.filter(({ offset }) => offset > 0);
    if (wanted.length === 0 && !this.compressed) return [];
    if (!this.compressed) {
      const held = await Promise.all(wanted.map(async (stream) => ((await this.tailAt(stream.offset)) === stream.tail ? stream : undefined)));
      return held.filter((stream) => stream !== undefined);
    }
    const found: TailStream[] = [];
    let window: Buffer = Buffer.alloc(0);
    let position = 0;
    for await (const chunk of this.read(0)) {
      window = Buffer.concat([window.subarray(Math.max(0, window.length - TAIL_BYTES)), chunk]);
      const start = position + chunk.length - window.length;
      for (const stream of wanted) {
        if (stream.offset <= position || stream.offset > position + chunk.length) continue;
        const end = stream.offset - start;
        if (tailOf(window.subarray(Math.max(0, end - TAIL_BYTES), end)) === stream.tail) found.push(stream);
      }
      position += chunk.length;
    }
    return found;
  }

  /** Hash of the bytes before an offset of a plain file; undefined where the file is shorter. */
  async tailAt(offset: number): Promise<string | undefined> {
    const length = Math.min(TAIL_BYTES, offset);
    const handle = await open(this.path, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset - length);
      return bytesRead === length ? tailOf(buffer) : undefined;
    } finally {
      await handle.close();
    }
  }

  /** Batches of lines from an offset, each of about `batchBytes`. With `whole`, the last line counts though no line feed ends it. */
  async *lines(offset: number, batchBytes: number, whole: boolean): AsyncGenerator<PlacedLine[]> {
    const cutter = new LineCutter(offset);
    let batch: PlacedLine[] = [];
    let bytes = 0;
    for await (const chunk of this.read(offset)) {
      for (const placed of cutter.push(chunk)) {
        batch.push(placed);
        bytes += placed.line.bytes.length;
      }
      if (bytes < batchBytes && batch.length < MOST_LINES) continue;
      yield batch;
      batch = [];
      bytes = 0;
    }
    if (whole) batch.push(...cutter.rest());
    if (batch.length > 0) yield batch;
  }

  /** Lines at the head of the file that start with '#': what a TSV log says of its columns. */
  async headerLines(): Promise<string[]> {
    for await (const chunk of this.read(0)) {
      const lines = chunk.toString('utf8', 0, HEAD_BYTES).split('\n');
      const end = lines.findIndex((line) => !line.startsWith('#'));
      return lines.slice(0, end === -1 ? lines.length - 1 : end);
    }
    return [];
  }

  private async *read(offset: number): AsyncGenerator<Buffer> {
    if (!this.compressed) {
      yield* createReadStream(this.path, { start: offset, highWaterMark: HEAD_BYTES }) as AsyncIterable<Buffer>;
      return;
    }
    const gunzip = createGunzip({ chunkSize: HEAD_BYTES });
    const source = createReadStream(this.path);
    const piped = pipeline(source, gunzip);
    piped.catch(() => undefined);
    let skip = offset;
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      if (skip < chunk.length) yield chunk.subarray(skip);
      skip = Math.max(0, skip - chunk.length);
    }
    await piped;
  }
}
