import { glob, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LogFile } from './log-file.ts';
import type { TailState, TailStream } from './tail-state.ts';

/** A file to be read on from where its stream ends. */
export interface Unread {
  readonly file: LogFile;
  readonly stream: TailStream;
  /** Device and inode. */
  readonly id: string;
  /** True where nothing will be added: the last line counts without a line feed. */
  readonly whole: boolean;
}

interface Seen {
  readonly path: string;
  readonly id: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** How long a file that begins like one being read is taken for a copy in the making. */
const COPY_MS = 30_000;
const QUIET_MS = 5_000;

/** Finds what is to be read under a glob: new files, grown ones, and what became of those that were rotated, truncated or compressed. */
export class FolderLook {
  private readonly pattern: string;
  private readonly state: TailState;
  /** Files that may be copies in the making, and since when. */
  private readonly waiting = new Map<string, number>();

  constructor(pattern: string, state: TailState) {
    this.pattern = pattern;
    this.state = state;
  }

  /** One look. Adds new streams to the state, which is to be saved before their lines are stored. `onError` gets what could not be read. */
  async look(nowMs: number, onError: (path: string, error: unknown) => void): Promise<Unread[]> {
    const seen = new Map<string, Seen>();
    for await (const path of glob(this.pattern)) {
      const found = await seenAt(path);
      if (found) seen.set(found.id, found);
    }
    const unread: Unread[] = [];
    const attempt = async (path: string, work: () => Promise<Unread | undefined>): Promise<void> => {
      try {
        const found = await work();
        if (found) unread.push(found);
      } catch (error) {
        onError(path, error);
      }
    };
    for (const known of [...seen.values()].filter(({ id }) => this.state.files.has(id))) await attempt(known.path, () => this.grown(known, nowMs));
    for (const [id, { path }] of this.missing(seen)) await attempt(path, () => this.moved(id, path, nowMs));
    for (const fresh of [...seen.values()].filter(({ id }) => !this.state.files.has(id))) await attempt(fresh.path, () => this.fresh(fresh, nowMs));
    return unread;
  }

  /** A file that is known: grown, or another one in its place. */
  private async grown(seen: Seen, nowMs: number): Promise<Unread | undefined> {
    const { path, id, size, mtimeMs } = seen;
    const entry = this.state.files.get(id);
    const stream = entry && this.state.streams.get(entry.stream);
    if (!entry || !stream) return undefined;
    const file = new LogFile(path);
    if (entry.mark !== markOf(seen)) {
      // Another file that was given the number of one that is gone.
      this.state.files.delete(id);
      stream.retired = true;
      return this.fresh(seen, nowMs);
    }
    const rotated = entry.rotated || entry.path !== path;
    this.state.files.set(id, { ...entry, path, rotated });
    stream.seenAtMs = nowMs;
    if (file.compressed) return entry.done ? undefined : { file, stream, id, whole: true };
    if ((await file.tailAt(stream.offset)) === stream.tail) return size > stream.offset ? { file, stream, id, whole: rotated && nowMs - mtimeMs > QUIET_MS } : undefined;
    // Truncated, or a new file with the number of an old one: what was not read yet may be in a copy.
    stream.retired = true;
    const begun = this.state.begin(dirname(path), nowMs);
    this.state.files.set(id, { stream: begun.id, path, done: false, rotated: false, mark: '' });
    const copy = await this.sibling(stream, path, id);
    if (copy) return copy;
    return size > 0 ? { file, stream: begun, id, whole: false } : undefined;
  }

  /** A file that the glob no longer finds: under another name in its folder, compressed there, or gone. */
  private async moved(id: string, path: string, nowMs: number): Promise<Unread | undefined> {
    const stream = this.state.streams.get(this.state.files.get(id)?.stream ?? '');
    if (!stream) return undefined;
    for (const found of await siblings(path)) {
      if (found.id !== id) continue;
      stream.seenAtMs = nowMs;
      if (found.size <= stream.offset) return undefined;
      return { file: new LogFile(found.path), stream, id, whole: nowMs - found.mtimeMs > QUIET_MS };
    }
    this.state.files.delete(id);
    stream.retired = true;
    return this.sibling(stream, path, id);
  }

  /** A file that is seen for the first time: the continuation of a stream whose own file is gone, or a stream of its own. */
  private async fresh(seen: Seen, nowMs: number): Promise<Unread | undefined> {
    const { path, id } = seen;
    const file = new LogFile(path);
    const folder = dirname(path);
    const nearby = [...this.state.streams.values()].filter((stream) => stream.folder === folder);
    const held = (await file.holds(nearby)).sort((a, b) => b.offset - a.offset);
    const successor = held.find(({ retired }) => retired);
    // A copy is made before the original is truncated: wait and see whether that happens.
    if (!successor && held.length > 0 && nowMs - firstSeen(this.waiting, id, nowMs) < COPY_MS) return undefined;
    this.waiting.delete(id);
    const stream = successor ?? this.state.begin(folder, nowMs);
    stream.retired = false;
    stream.seenAtMs = nowMs;
    this.state.files.set(id, { stream: stream.id, path, done: false, rotated: false, mark: markOf(seen) });
    return seen.size > (file.compressed ? 0 : stream.offset) ? { file, stream, id, whole: file.compressed } : undefined;
  }

  /** A copy of a stream's old bytes beside its file, with more than was read of it. */
  private async sibling(stream: TailStream, path: string, not: string): Promise<Unread | undefined> {
    if (stream.offset === 0) return undefined;
    for (const found of await siblings(path)) {
      if (found.id === not || this.state.files.has(found.id)) continue;
      const file = new LogFile(found.path);
      if ((await file.holds([stream]).catch(() => [])).length === 0) continue;
      stream.retired = false;
      this.state.files.set(found.id, { stream: stream.id, path: found.path, done: false, rotated: false, mark: markOf(found) });
      return { file, stream, id: found.id, whole: true };
    }
    return undefined;
  }

  private missing(seen: ReadonlyMap<string, Seen>): [string, { readonly path: string }][] {
    const folder = literalFolder(this.pattern);
    return [...this.state.files].filter(([id, { path }]) => !seen.has(id) && path.startsWith(folder));
  }
}

function firstSeen(waiting: Map<string, number>, id: string, nowMs: number): number {
  const at = waiting.get(id) ?? nowMs;
  waiting.set(id, at);
  return at;
}

/** Size and time of a compressed file, which never changes once it is complete; nothing of one that grows. */
function markOf({ path, size, mtimeMs }: Seen): string {
  return path.endsWith('.gz') ? `${size}:${mtimeMs}` : '';
}

/** The part of a glob before its first wildcard, to the last slash. */
function literalFolder(pattern: string): string {
  const wild = pattern.search(/[*?[{(!]/);
  return wild === -1 ? pattern : pattern.slice(0, pattern.lastIndexOf('/', wild) + 1);
}

/** Files of the folder whose names begin as this one's does. */
async function siblings(path: string): Promise<Seen[]> {
  const stem = basename(path).replace(/\.gz$/, '').replace(/\.[^.]*$/, '');
  const names = await readdir(dirname(path)).catch(() => []);
  const found = await Promise.all(names.filter((name) => name.startsWith(stem)).map((name) => seenAt(join(dirname(path), name))));
  return found.filter((each) => each !== undefined);
}

async function seenAt(path: string): Promise<Seen | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? { path, id: `${found.dev}:${found.ino}`, size: found.size, mtimeMs: found.mtimeMs } : undefined;
}
