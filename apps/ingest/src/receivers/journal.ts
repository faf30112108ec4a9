import { mkdir, open, readFile, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file of JSON lines that is appended to and, when it has grown, written anew by a rename: what was synced outlives a kill -9. */
export class Journal {
  private readonly path: string;
  private file: FileHandle | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** The lines that a former process left, in order; one that was cut off (on a full disk also in the middle) never counted. Call `rewrite` before `append`. */
  async read(): Promise<unknown[]> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').slice(0, -1).flatMap(parsed);
  }

  /** Resolves when the line is in the file, and with `sync` on the disk. */
  async append(line: unknown, sync: boolean): Promise<void> {
    await this.file?.appendFile(`${JSON.stringify(line)}\n`);
    if (sync) await this.file?.datasync();
  }

  /** Replaces the whole file, at once or not at all. */
  async rewrite(lines: readonly unknown[]): Promise<void> {
    await this.close();
    await writeFile(`${this.path}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600, flush: true });
    await rename(`${this.path}.new`, this.path);
    this.file = await open(this.path, 'a', 0o600);
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }
}

function parsed(line: string): unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
