export type { LineParser, LogParser, ParsedEvent, Parser, SourceContext, SourceFamily, Unparsed } from './contract.ts';
export { lostColumns, openColumns, type ColumnReader } from './lost-columns.ts';
export { openSource, sourceIds } from './open-source.ts';
export { PARSER_FAULT } from './reading/guard.ts';
export { parsers } from './registry.ts';
