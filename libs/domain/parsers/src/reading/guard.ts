import type { LineParser, ParsedEvent, Unparsed } from '../contract.ts';

/** Reason of a line on which a parser itself failed. It marks a bug of ours; the fuzz test refuses it. */
export const PARSER_FAULT = 'fault in the parser';

/** A line parser that never throws: a fault of ours costs its line, never the stream. */
export function guarded(parse: (line: string) => ParsedEvent | Unparsed | undefined): LineParser {
  return {
    parse(line) {
      try {
        return parse(line);
      } catch {
        return { ok: false, reason: PARSER_FAULT };
      }
    },
  };
}
