import { createReadStream } from 'node:fs';
import { copyFile, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { engineError } from './clickhouse-error.ts';
import type { SpoolFolders } from './spool-folders.ts';

/** Bytes that wait in a file: in memory-backed storage while they are few, on disk beyond that. */
export class Spool {
  readonly #folders: SpoolFolders;
  readonly #name: string;
  #file: FileHandle | undefined;
  #inMemory: boolean;
  path: string;
  size = 0;

  constructor(folders: SpoolFolders, name: string) {
    this.#folders = folders;
    this.#name = name;
    this.#inMemory = folders.memory !== undefined;
    this.path = join(folders.memory ?? folders.disk, name);
  }

  /** Appends. Throws code 131 past the limit of one request. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.size + chunk.length > this.#folders.maxBytes) throw engineError(131, 'TOO_LARGE_STRING_SIZE', `the data of one request exceed ${this.#folders.maxBytes} bytes: send several`);
    if (this.#inMemory && this.size + chunk.length > this.#folders.memoryBytes) await this.#moveToDisk();
    const file = (this.#file ??= await open(this.path, 'w', 0o600));
    try {
      await writeAll(file, chunk, this.size);
    } catch (error) {
      if (!this.#inMemory) throw error;
      await this.#moveToDisk(); // the memory file system is full
      if (this.#file !== undefined) await writeAll(this.#file, chunk, this.size);
    }
    this.size += chunk.length;
  }

  /** Closes the file for writing; an empty spool is an empty file. */
  async close(): Promise<void> {
    this.#file ??= await open(this.path, 'w', 0o600);
    await this.#file.close();
    this.#file = undefined;
  }

  /** Sends everything to `target`, at its pace, without ending it. */
  async sendTo(target: Writable): Promise<void> {
    for await (const chunk of createReadStream(this.path, { highWaterMark: 1 << 18 }) as Readable) {
      if (!target.write(chunk)) await once(target, 'drain');
    }
  }

  async remove(): Promise<void> {
    await this.#file?.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }

  async #moveToDisk(): Promise<void> {
    const from = this.path;
    this.#inMemory = false;
    this.path = join(this.#folders.disk, this.#name);
    if (this.#file !== undefined) {
      await this.#file.close();
      await copyFile(from, this.path);
      await rm(from, { force: true });
    }
    this.#file = await open(this.path, this.size > 0 ? 'r+' : 'w', 0o600);
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) done += (await file.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
}
