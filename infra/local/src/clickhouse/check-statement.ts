import { engineError } from './clickhouse-error.ts';
import { sqlTokens } from './sql-tokens.ts';

export interface StatementFacts {
  /** The FORMAT that the statement itself names. */
  readonly format: string | undefined;
  /** First word, upper case. */
  readonly verb: string;
  /** The query_id of a KILL QUERY WHERE query_id = '…'. */
  readonly killedQueryId: string | undefined;
}

/**
 * Reads what the server must know of a statement. Throws, as ClickHouse's HTTP interface does, for several statements in
 * one request and, because it would touch this machine's files, for INTO OUTFILE.
 */
export function checkStatement(sql: string): StatementFacts {
  let verb = '';
  let format: string | undefined;
  let previous = '';
  let ended = false;
  for (const token of sqlTokens(sql)) {
    if (ended && token.text !== ';') throw engineError(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)');
    if (token.text === ';' && token.depth === 0) ended = true;
    const word = token.kind === 'word' ? token.text.toUpperCase() : '';
    if (verb === '' && word !== '') verb = word;
    if (previous === 'INTO' && word === 'OUTFILE') throw engineError(1, 'UNSUPPORTED_METHOD', 'INTO OUTFILE is not allowed');
    if (previous === 'FORMAT' && word !== '' && token.depth === 0) format = token.text;
    previous = word;
  }
  if (verb === '') throw engineError(62, 'SYNTAX_ERROR', 'Syntax error: Empty query');
  const kill = verb === 'KILL' ? /^\s*KILL\s+QUERY\s+WHERE\s+query_id\s*=\s*'([^'\\]+)'\s*(?:SYNC|ASYNC)?\s*;?\s*$/i.exec(sql) : null;
  return { format, verb, killedQueryId: kill?.[1] };
}
