import { WINDOWS_EXTENSION, type JsonObject } from '@watchfloor/ocsf';
import type { EventBody, LineFormat, LineParser, LogParser, ParsedEvent, SourceContext } from '../contract.ts';
import { assemble } from '../reading/assemble.ts';
import { Fields } from '../reading/fields.ts';
import { guarded } from '../reading/guard.ts';
import { trimLine } from '../zeek/zeek-source.ts';

const WINDOWS_CLASSES = 201_000;

/** The profiles whose attributes a body uses; undefined when none. */
function profilesOf(body: EventBody): string[] | undefined {
  const profiles = [...(body.profiles ?? [])];
  const use = (profile: string, used: boolean): void => {
    if (used && !profiles.includes(profile)) profiles.push(profile);
  };
  use('host', body.device !== undefined || body.actor !== undefined);
  use('security_control', [body.action, body.action_id, body.disposition, body.disposition_id, body.firewall_rule, body.policy, body.malware].some((part) => part !== undefined));
  return profiles.length === 0 ? undefined : profiles;
}

/** Events of the Windows extension's classes name it. */
function withExtension(parsed: ParsedEvent): ParsedEvent {
  if (parsed.event.class_uid < WINDOWS_CLASSES) return parsed;
  return { ...parsed, event: { ...parsed.event, metadata: { ...parsed.event.metadata, extensions: [WINDOWS_EXTENSION] } } };
}

/** Parses a stream of one line format; `choose` gives the parser of a record. */
export function openFormat(context: SourceContext, format: LineFormat, choose: (log: string, record: JsonObject) => LogParser): LineParser {
  const lines = guarded((line) => {
    const text = trimLine(line);
    if (text === '') return undefined;
    const read = format.read(text);
    if (!read.ok) return read;
    const parser = choose(read.log, read.record);
    const fields = new Fields(read.record);
    const time = format.time(fields, context);
    const product = format.product(fields, read.log);
    const body = parser.map(fields, read.log, time);
    const profiles = profilesOf(body);
    const around = { product, log: read.log, time, duplicates: read.duplicates ?? [], now: context.now };
    return withExtension(assemble(around, profiles === undefined ? body : { ...body, profiles }, fields));
  });
  return { parse: lines.parse.bind(lines), columns: (line) => columnsOf(format, trimLine(line)) };
}

function columnsOf(format: LineFormat, text: string): JsonObject | undefined {
  const read = text === '' ? undefined : format.read(text);
  if (read?.ok !== true) return undefined;
  if (read.duplicates === undefined || read.duplicates.length === 0) return read.record;
  return { ...read.record, '(repeated keys)': read.duplicates.map(({ value }) => value) };
}

/** Completes a parser of a format's family: opened by its own id, it takes every line of the format as its log. */
export function formatParser(format: LineFormat, definition: Omit<LogParser, 'source' | 'format' | 'open'>): LogParser {
  const parser: LogParser = { ...definition, source: format.id, format, open: (context) => openFormat(context, format, () => parser) };
  return parser;
}
