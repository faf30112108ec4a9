import { Journal } from '../journal.ts';

/** Which objects of a bucket are stored, by key and content (etag): a journal with a line each, synced before the next is begun. */
export class DoneObjects {
  private readonly done = new Map<string, string>();
  private readonly journal: Journal;

  constructor(path: string) {
    this.journal = new Journal(path);
  }

  /** Reads the journal of a former process; an object whose line was cut off is read again. */
  async open(): Promise<void> {
    for (const line of await this.journal.read()) {
      const entry = entryOf(line);
      if (entry) this.done.set(...entry);
    }
    await this.rewrite();
  }

  has(key: string, etag: string): boolean {
    return this.done.get(key) === etag;
  }

  async add(key: string, etag: string): Promise<void> {
    await this.journal.append([key, etag], true);
    this.done.set(key, etag);
  }

  /** Forgets objects that the bucket no longer has. */
  async keepOnly(listed: ReadonlySet<string>): Promise<void> {
    const gone = [...this.done.keys()].filter((key) => !listed.has(key));
    if (gone.length < 1_000) return;
    for (const key of gone) this.done.delete(key);
    await this.rewrite();
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  private rewrite(): Promise<void> {
    return this.journal.rewrite([...this.done]);
  }
}

function entryOf(line: unknown): [string, string] | undefined {
  if (!Array.isArray(line)) return undefined;
  const [key, etag] = line as unknown[];
  return typeof key === 'string' && typeof etag === 'string' ? [key, etag] : undefined;
}
