import type { LineParser, ParsedEvent, SourceContext, Unparsed } from './contract.ts';
import { openSuricataFamily, openZeekFamily } from './families.ts';
import { parsers } from './registry.ts';
import { trimLine } from './zeek/zeek-source.ts';

const FAMILIES: Readonly<Record<string, (context: SourceContext) => LineParser>> = { auto: openAuto, zeek: openZeekFamily, suricata: openSuricataFamily };

/** Every id that `openSource` takes: `auto`, the families, the parser folders. */
export function sourceIds(): string[] {
  return [...Object.keys(FAMILIES), ...parsers.map((parser) => parser.id)];
}

/**
 * A parser for one stream of lines. `source` is `auto` (each line is told apart by what only its family has), a family
 * (`zeek`, `suricata`: every log of it) or the id of a parser folder (every line is taken as that log). Throws RangeError
 * for any other id; the parser itself never throws.
 */
export function openSource(source: string, context: SourceContext): LineParser {
  const open = Object.hasOwn(FAMILIES, source) ? FAMILIES[source] : parsers.find((parser) => parser.id === source)?.open;
  if (open === undefined) throw new RangeError(`unknown source '${source}': one of ${sourceIds().join(', ')}`);
  return open(context);
}

const EVE_MARK = /"event_type"\s*:/;
const ZEEK_MARK = /"(?:ts|_path|uid|id\.orig_h)"\s*:/;
const UNKNOWN: Unparsed = { ok: false, reason: 'neither a Zeek nor a Suricata record' };

/**
 * JSON that has no mark of either family is refused, unless the sender or the file (`x.log`) names its log: without a
 * time, an address or a type there is nothing that says what it is.
 */
function openAuto(context: SourceContext): LineParser {
  const zeek = openZeekFamily(context);
  const suricata = openSuricataFamily(context);
  const named = context.log !== undefined || /\.log(?:\.\w+)?$/.test(context.fileName ?? '');
  let zeekHeader = false;
  const parse = (line: string): ParsedEvent | Unparsed | undefined => {
    const text = trimLine(line);
    if (text.startsWith('#')) {
      zeekHeader ||= text.startsWith('#fields');
      return zeek.parse(text);
    }
    const json = text.trimStart().startsWith('{');
    if (json && EVE_MARK.test(text) && text.includes('"timestamp"')) return suricata.parse(text);
    const parsed = zeek.parse(text);
    return json && parsed?.ok === true && !named && !zeekHeader && !ZEEK_MARK.test(text) ? UNKNOWN : parsed;
  };
  return { parse };
}
