import { engineError } from './clickhouse-error.ts';
import { sqlTokens, type SqlToken } from './sql-tokens.ts';

/** INSERT whose rows follow the statement, cut into its parts. */
export interface DataInsert {
  /** `INSERT INTO t (columns)` */
  readonly target: string;
  /** `SETTINGS …` or nothing. */
  readonly settings: string;
  readonly format: string;
  /** Where the rows start in the text. */
  readonly dataStart: number;
}

/**
 * Recognises `INSERT INTO t [(columns)] [SETTINGS …] FORMAT f` and `… VALUES`. Undefined for every other statement, also
 * INSERT … SELECT. Throws for FROM INFILE, which would read this machine's files.
 */
export function parseDataInsert(sql: string): DataInsert | undefined {
  const tokens = sqlTokens(sql);
  if (wordOf(tokens.next().value) !== 'INSERT' || wordOf(tokens.next().value) !== 'INTO') return undefined;
  let settingsAt: number | undefined;
  const cut = (end: number): { target: string; settings: string } => ({ target: sql.slice(0, settingsAt ?? end), settings: sql.slice(settingsAt ?? end, end) });
  let namePart = true; // the table's own name may be any word, also VALUES or FORMAT
  for (let token = tokens.next(); token.done !== true; token = tokens.next()) {
    const word = wordOf(token.value);
    if (namePart) {
      if (word === 'TABLE' || word === 'FUNCTION' || token.value.text === '.') continue;
      namePart = false;
      if (sql.charAt(skipBlanks(sql, token.value.end)) === '.') namePart = true;
      continue;
    }
    if (token.value.depth > 0) {
      if (token.value.depth === 1 && (word === 'SELECT' || word === 'WITH')) return undefined;
      continue;
    }
    if (word === 'SELECT' || word === 'WITH' || word === 'WATCH') return undefined;
    if (word === 'FROM') throw engineError(48, 'NOT_IMPLEMENTED', 'INSERT … FROM INFILE is not supported over HTTP: send the rows in the body');
    if (word === 'SETTINGS') settingsAt ??= token.value.start;
    if (word === 'VALUES') return { ...cut(token.value.start), format: 'Values', dataStart: token.value.end };
    if (word === 'FORMAT') {
      const name = tokens.next().value as SqlToken | undefined;
      if (name?.kind !== 'word') return undefined;
      return { ...cut(token.value.start), format: name.text, dataStart: afterFormat(sql, name.end) };
    }
  }
  return undefined;
}

function wordOf(token: SqlToken | undefined): string | undefined {
  return token?.kind === 'word' ? token.text.toUpperCase() : undefined;
}

function skipBlanks(sql: string, from: number): number {
  let at = from;
  while (/\s/.test(sql.charAt(at)) && at < sql.length) at += 1;
  return at;
}

// ClickHouse takes the rows from behind the blanks that follow the format's name and at most one line end.
function afterFormat(sql: string, end: number): number {
  let at = end;
  while (sql.charAt(at) === ' ' || sql.charAt(at) === '\t' || sql.charAt(at) === '\f') at += 1;
  if (sql.charAt(at) === '\r') at += 1;
  if (sql.charAt(at) === '\n') at += 1;
  return at;
}
