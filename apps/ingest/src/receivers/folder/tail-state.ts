import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Bytes before the offset that must be the same for a file to be the one that was read. */
export const TAIL_BYTES = 1024;

const stream = z.object({
  id: z.string(),
  /** Folder that it was found in. */
  folder: z.string(),
  /** Bytes that are stored. */
  offset: z.number(),
  /** SHA-256 of the TAIL_BYTES before the offset. */
  tail: z.string(),
  /** True where its file was truncated or is gone: what holds the same bytes elsewhere goes on with it. */
  retired: z.boolean(),
  seenAtMs: z.number(),
});
export type TailStream = z.output<typeof stream>;

const file = z.object({
  stream: z.string(),
  path: z.string(),
  /** True where a compressed file has been read. */
  done: z.boolean(),
  /** True where it was renamed since it was first seen: nothing is added to it for long. */
  rotated: z.boolean(),
  /** Of a compressed file: size and time. Empty for a plain one. */
  mark: z.string(),
});
export type TailFile = z.output<typeof file>;

const state = z.object({ streams: z.record(z.string(), stream), files: z.record(z.string(), file) });

const FORGET_MS = 14 * 86_400_000;

/**
 * How far each stream of lines has been read, and which file (device and inode) holds it now. A stream is what one log was from its first
 * byte on: it outlives renaming, copying and compressing. It is on disk before its first line is read, so its ids survive a crash.
 */
export class TailState {
  readonly streams = new Map<string, TailStream>();
  readonly files = new Map<string, TailFile>();
  private readonly path: string;
  private written = '';

  constructor(path: string) {
    this.path = path;
  }

  /** Reads what a former process left. Throws for a file that is damaged: to start anew would store everything twice. */
  async load(): Promise<void> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return;
    const read = state.parse(JSON.parse(text));
    for (const [id, each] of Object.entries(read.streams)) this.streams.set(id, each);
    for (const [id, each] of Object.entries(read.files)) this.files.set(id, each);
  }

  /** Writes what changed, synced, in one step. */
  async save(nowMs: number): Promise<void> {
    for (const [id, each] of this.streams) if (each.retired && nowMs - each.seenAtMs > FORGET_MS) this.streams.delete(id);
    for (const [id, each] of this.files) if (!this.streams.has(each.stream)) this.files.delete(id);
    const text = JSON.stringify({ streams: Object.fromEntries(this.streams), files: Object.fromEntries(this.files) });
    if (text === this.written) return;
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const handle = await open(`${this.path}.new`, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${this.path}.new`, this.path);
    this.written = text;
  }

  /** A stream that starts at a file's first byte. */
  begin(folder: string, nowMs: number): TailStream {
    const made = { id: randomUUID(), folder, offset: 0, tail: tailOf(Buffer.alloc(0)), retired: false, seenAtMs: nowMs };
    this.streams.set(made.id, made);
    return made;
  }
}

/** Hash of the last TAIL_BYTES of `bytes`. */
export function tailOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES))).digest('hex');
}
