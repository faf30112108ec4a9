import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Most entries that a sink keeps in memory and shows. */
const SHOWN = 2_000;

/** What a sink received, newest last, kept in a file of one JSON document a line. */
export class InboxFile<T> {
  private entries: T[] = [];
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) this.entries = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as T).slice(-SHOWN);
  }

  add(entry: T): void {
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
    this.entries.push(entry);
    if (this.entries.length > SHOWN) this.entries.shift();
  }

  list(): readonly T[] {
    return this.entries;
  }
}
