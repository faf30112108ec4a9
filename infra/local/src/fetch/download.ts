import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Progress } from '../progress.ts';
import { sha256OfFile } from './sha256-of-file.ts';

export interface DownloadOptions {
  readonly url: string;
  readonly target: string;
  readonly sha256: string;
  readonly what: string;
  readonly progress: Progress;
  /** Give up when the server has not begun to answer by then; default 5 s. */
  readonly connectWithinMs?: number;
}

/** Downloads a file and moves it into place only when its SHA-256 is the pinned one. Throws otherwise, leaving nothing. */
export async function download(options: DownloadOptions): Promise<void> {
  const { what, progress } = options;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error('no answer in time')), options.connectWithinMs ?? 5000);
  const part = `${options.target}.part-${process.pid}`;
  try {
    const answer = await fetch(options.url, { signal: abort.signal });
    clearTimeout(timer);
    if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}`);
    const total = Number(answer.headers.get('content-length') ?? 0);
    let seen = 0;
    const count = new Transform({
      transform(chunk: Buffer, _, done) {
        seen += chunk.length;
        progress(`${what}: downloading`, total > 0 ? seen / total : undefined);
        done(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(answer.body), count, createWriteStream(part));
    const sum = await sha256OfFile(part);
    if (sum !== options.sha256) throw new Error(`its SHA-256 is ${sum}, not the pinned ${options.sha256}`);
    await rename(part, options.target);
  } finally {
    clearTimeout(timer);
    await rm(part, { force: true });
  }
}
