import type { JsonObject } from '@watchfloor/ocsf';
import type { LineFormat, LineParser, LogParser, SourceContext, SourceFamily } from './contract.ts';
import { openFormat } from './format/open-format.ts';
import { parsers } from './registry.ts';
import { hasEveAddresses, openEve } from './suricata/eve.ts';
import { hasZeekAddresses } from './zeek/endpoints.ts';
import { openZeek } from './zeek/zeek-source.ts';

interface Family {
  readonly byLog: ReadonlyMap<string, LogParser>;
  readonly fallback: LogParser;
  readonly recognisers: readonly LogParser[];
}

function family(source: SourceFamily): Family {
  const own: readonly LogParser[] = parsers.filter((parser) => parser.source === source);
  const fallback = own.find((parser) => parser.logs.length === 0);
  if (fallback === undefined) throw new Error(`source family ${source} has no parser without logs`);
  return {
    byLog: new Map(own.flatMap((parser) => parser.logs.map((log) => [log, parser] as const))),
    fallback,
    recognisers: own.filter((parser) => parser.recognise !== undefined),
  };
}

const ZEEK = family('zeek');
const SURICATA = family('suricata');

function recognised(record: JsonObject): LogParser | undefined {
  return ZEEK.recognisers.find((parser) => parser.recognise?.(record) === true);
}

/** A log by its name, else by its columns; records without addresses go to the fallback where the log's class needs some. */
function chooseZeek(named: string | undefined, record: JsonObject): { log: string; parser: LogParser } {
  const known = named === undefined ? undefined : ZEEK.byLog.get(named);
  const parser = known ?? recognised(record);
  const log = known === undefined ? (parser?.logs[0] ?? named ?? 'unknown') : (named ?? 'unknown');
  if (parser === undefined || (parser.addressless !== true && !hasZeekAddresses(record))) return { log, parser: ZEEK.fallback };
  return { log, parser };
}

/** Any mix of Zeek logs, JSON or ASCII. */
export function openZeekFamily(context: SourceContext): LineParser {
  return openZeek(context, chooseZeek);
}

/** Any mix of EVE event types. */
export function openSuricataFamily(context: SourceContext): LineParser {
  return openEve(context, (eventType, fields) => {
    const parser = eventType === undefined ? undefined : SURICATA.byLog.get(eventType);
    return parser === undefined || (parser.addressless !== true && !hasEveAddresses(fields)) ? SURICATA.fallback : parser;
  });
}

/** The line formats that parser folders bring, in the order in which `auto` asks them. */
export const formats: readonly LineFormat[] = [...new Set(parsers.flatMap(({ format }) => (format === undefined ? [] : [format])))].sort((a, b) => a.order - b.order);
const FORMAT_FAMILIES = new Map(formats.map((format) => [format.id, family(format.id)] as const));

/** Any mix of a format's logs: by the log's name, else by columns that only one log has, else the family's fallback. */
export function openFormatFamily(format: LineFormat, context: SourceContext): LineParser {
  const { byLog, recognisers, fallback } = FORMAT_FAMILIES.get(format.id) ?? family(format.id);
  return openFormat(context, format, (log, record) => byLog.get(log) ?? recognisers.find((parser) => parser.recognise?.(record) === true) ?? fallback);
}
