import type { LineParser, ParsedEvent, SourceContext, Unparsed } from './contract.ts';
import { formats, openFormatFamily, openSuricataFamily, openZeekFamily } from './families.ts';
import { parsers } from './registry.ts';
import { trimLine } from './zeek/zeek-source.ts';

const FAMILIES: Readonly<Record<string, (context: SourceContext) => LineParser>> = {
  auto: openAuto,
  zeek: openZeekFamily,
  suricata: openSuricataFamily,
  ...Object.fromEntries(formats.map((format) => [format.id, (context: SourceContext) => openFormatFamily(format, context)])),
};

/** Every id that `openSource` takes: `auto`, the families, the parser folders. */
export function sourceIds(): string[] {
  return [...new Set([...Object.keys(FAMILIES), ...parsers.map((parser) => parser.id)])];
}

/**
 * A parser for one stream of lines. `source` is `auto` (each line is told apart by what only its family has), a family
 * (`zeek`, `suricata`, `cef`, `windows` …: every log of it) or the id of a parser folder (every line is taken as that log). Throws RangeError
 * for any other id; the parser itself never throws.
 */
export function openSource(source: string, context: SourceContext): LineParser {
  const open = Object.hasOwn(FAMILIES, source) ? FAMILIES[source] : parsers.find((parser) => parser.id === source)?.open;
  if (open === undefined) throw new RangeError(`unknown source '${source}': one of ${sourceIds().join(', ')}`);
  return open(context);
}

const EVE_MARK = /"event_type"\s*:/;
const ZEEK_MARK = /"(?:ts|_path|uid|id\.orig_h)"\s*:/;
const UNKNOWN: Unparsed = { ok: false, reason: 'of no known log format' };

/** The format whose marks a line carries, opened once for the stream. */
function openFormats(context: SourceContext): (text: string) => LineParser | undefined {
  const opened = new Map<string, LineParser>();
  return (text) => {
    const format = formats.find((each) => each.recognise(text));
    if (format === undefined) return undefined;
    const known = opened.get(format.id);
    if (known !== undefined) return known;
    const made = openFormatFamily(format, context);
    opened.set(format.id, made);
    return made;
  };
}

/**
 * JSON that has no mark of any family is refused, unless the sender or the file (`x.log`) names its Zeek log: without a
 * time, an address or a type there is nothing that says what it is. Zeek and Suricata are asked first, and rows that fit a
 * Zeek header; then each line format.
 */
function openAuto(context: SourceContext): LineParser {
  const zeek = openZeekFamily(context);
  const suricata = openSuricataFamily(context);
  const formatOf = openFormats(context);
  const named = context.log !== undefined || /\.log(?:\.\w+)?$/.test(context.fileName ?? '');
  let zeekHeader = false;
  let last: { readonly line: string; readonly parser: LineParser } | undefined;
  const byFormat = (line: string, text: string): LineParser | undefined => {
    const parser = formatOf(text);
    if (parser !== undefined) last = { line, parser };
    return parser;
  };
  const parse = (line: string): ParsedEvent | Unparsed | undefined => {
    last = undefined;
    const text = trimLine(line);
    if (text.startsWith('#')) {
      zeekHeader ||= text.startsWith('#fields');
      return zeek.parse(text);
    }
    if (text === '') return undefined;
    if (text.trimStart().startsWith('{')) {
      if (EVE_MARK.test(text) && text.includes('"timestamp"')) return suricata.parse(text);
      if (ZEEK_MARK.test(text)) return zeek.parse(text);
      const format = byFormat(line, text);
      if (format !== undefined) return format.parse(text);
      const parsed = zeek.parse(text);
      return parsed?.ok === true && !named && !zeekHeader ? UNKNOWN : parsed;
    }
    const row = zeekHeader ? zeek.parse(text) : undefined;
    if (row?.ok === true) return row;
    return byFormat(line, text)?.parse(text) ?? row ?? UNKNOWN;
  };
  return { parse, columns: (line) => (last?.line === line ? last.parser.columns?.(line) : undefined) };
}
