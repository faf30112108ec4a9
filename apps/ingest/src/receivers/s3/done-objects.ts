import { mkdir, open, readFile, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Which objects of a bucket are stored, by key and content (etag): a journal with a line each, synced before the next is begun. */
export class DoneObjects {
  private readonly path: string;
  private readonly done = new Map<string, string>();
  private journal: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Reads the journal of a former process; a line that was cut off (on a full disk also in the middle) never counted: its object is read again. */
  async open(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    for (const line of text.split('\n').slice(0, -1)) {
      const entry = entryOf(line);
      if (entry) this.done.set(...entry);
    }
    await this.rewrite();
  }

  has(key: string, etag: string): boolean {
    return this.done.get(key) === etag;
  }

  async add(key: string, etag: string): Promise<void> {
    await this.journal?.appendFile(`${JSON.stringify([key, etag])}\n`);
    await this.journal?.datasync();
    this.done.set(key, etag);
  }

  /** Forgets objects that the bucket no longer has. */
  async keepOnly(listed: ReadonlySet<string>): Promise<void> {
    const gone = [...this.done.keys()].filter((key) => !listed.has(key));
    if (gone.length < 1_000) return;
    for (const key of gone) this.done.delete(key);
    await this.rewrite();
  }

  async close(): Promise<void> {
    await this.journal?.close();
    this.journal = undefined;
  }

  private async rewrite(): Promise<void> {
    await this.close();
    await writeFile(`${this.path}.new`, [...this.done].map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600, flush: true });
    await rename(`${this.path}.new`, this.path);
    this.journal = await open(this.path, 'a', 0o600);
  }
}

function entryOf(line: string): [string, string] | undefined {
  try {
    const [key, etag] = JSON.parse(line) as unknown[];
    return typeof key === 'string' && typeof etag === 'string' ? [key, etag] : undefined;
  } catch {
    return undefined;
  }
}
