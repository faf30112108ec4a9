import type { LogParser } from '../contract.ts';
import { openZeek } from './zeek-source.ts';

/** Completes a Zeek log's parser: opened by its own id, it takes every line as this log, whatever the line says. */
export function zeekParser(definition: Omit<LogParser, 'source' | 'open'>): LogParser {
  const parser: LogParser = {
    ...definition,
    source: 'zeek',
    open: (context) => openZeek(context, (log) => ({ log: log !== undefined && definition.logs.includes(log) ? log : (definition.logs[0] ?? log ?? 'unknown'), parser })),
  };
  return parser;
}
