import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lostColumns, openColumns, openSource, type LineParser, type ParsedEvent } from '../src/index.ts';

export const SRC = join(import.meta.dirname, '../src');
/** A time that no sample has, so that an event which takes it is seen. */
export const NOW = Date.UTC(2030, 0, 1);

export interface Outcome {
  readonly events: ParsedEvent[];
  /** Reason of each line that did not parse. */
  readonly unparsed: string[];
  /** Columns that an event does not hold. */
  readonly lost: string[];
}

/** Parses all lines of a text and checks each event against its columns, read apart from the parser. */
export function parseText(text: string, parser: LineParser): Outcome {
  const outcome: Outcome = { events: [], unparsed: [], lost: [] };
  const reader = openColumns(parser);
  for (const line of text.split('\n')) {
    const parsed = parser.parse(line);
    const columns = reader.columns(line);
    if (parsed === undefined) continue;
    if (!parsed.ok) outcome.unparsed.push(parsed.reason);
    else {
      outcome.events.push(parsed);
      outcome.lost.push(...lostColumns(columns ?? { '(no columns)': true }, parsed.event));
    }
  }
  return outcome;
}

export function parseFile(file: string, source: string): Outcome {
  return parseText(readFileSync(file, 'utf8'), openSource(source, { fileName: file, now: NOW }));
}

/** Folders of parsers, by the file that makes a folder one. */
export function parserFolders(): string[] {
  return readdirSync(SRC).filter((name) => existsSync(join(SRC, name, 'parser.ts'))).sort();
}

export function samplesOf(folder: string): string[] {
  const path = join(SRC, folder, 'samples');
  return existsSync(path) ? readdirSync(path).filter((file) => !file.endsWith('.events.json')).map((file) => join(path, file)) : [];
}

/** Real data of others, kept outside the repository; undefined where it is not there. */
export function sharedData(): string | undefined {
  const folder = join(import.meta.dirname, '../../../../../shared/data');
  return existsSync(folder) ? folder : undefined;
}

export function* filesUnder(folder: string): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}
