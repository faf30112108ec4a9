import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Records kept in memory and, one JSON line each, in a file, so that they are there after the next start. */
export class RecordLog<T> {
  readonly #file: string;
  readonly #limit: number;
  readonly #records: T[];

  /** Reads what an earlier run kept; a last line cut off by a crash is left out. At most `limit` newest records stay in memory. */
  constructor(dataDir: string, name: string, limit: number) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    this.#file = join(dataDir, name);
    this.#limit = limit;
    this.#records = existsSync(this.#file) ? readFileSync(this.#file, 'utf8').split('\n').flatMap(parse<T>).slice(-limit) : [];
  }

  append(record: T): void {
    appendFileSync(this.#file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
    this.#records.push(record);
    if (this.#records.length > this.#limit) this.#records.shift();
  }

  /** Oldest first. */
  list(): readonly T[] {
    return this.#records;
  }
}

function parse<T>(line: string): T[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as T];
  } catch {
    return [];
  }
}
