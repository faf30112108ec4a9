import { isJsonObject, setOwn, type JsonObject } from '@watchfloor/ocsf';
import type { LineParser, LogParser, ParsedEvent, SourceContext, Unparsed } from '../contract.ts';
import { assemble } from '../reading/assemble.ts';
import type { Duplicate } from '../reading/exact-json.ts';
import { Fields } from '../reading/fields.ts';
import { guarded } from '../reading/guard.ts';
import { readJsonLine } from '../reading/json-line.ts';
import { logOfFileName } from './log-name.ts';
import { ZEEK_PRODUCT } from './product.ts';
import { TsvHeader } from './tsv.ts';
import { takeZeekTime } from './zeek-time.ts';

export interface ZeekChoice {
  readonly log: string;
  readonly parser: LogParser;
}

/** Chooses the parser of a record; `log` is what the line, header, sender or file name says, in that order. */
export type ChooseZeekParser = (log: string | undefined, record: JsonObject) => ZeekChoice;

/** `{"id":{"orig_h":…}}`, as some forwarders write it, in Zeek's own form `id.orig_h`. */
function flattenId(record: JsonObject): void {
  const id = record['id'];
  if (!isJsonObject(id) || !('orig_h' in id)) return;
  if (Object.keys(id).some((key) => Object.hasOwn(record, `id.${key}`))) return; // both forms: the plain one counts, the other stays
  delete record['id'];
  for (const [key, value] of Object.entries(id)) setOwn(record, `id.${key}`, value);
}

/** Parses a stream of one or several Zeek logs, JSON or ASCII (TSV), also mixed; the ASCII header is kept between lines. */
export function openZeek(context: SourceContext, choose: ChooseZeekParser): LineParser {
  const header = new TsvHeader();
  const named = context.log?.toLowerCase() ?? (context.fileName === undefined ? undefined : logOfFileName(context.fileName));

  const event = (record: JsonObject, log: string | undefined, duplicates: readonly Duplicate[]): ParsedEvent => {
    const chosen = choose(log, record);
    const fields = new Fields(record);
    if (fields.peek('_path') === chosen.log) fields.value('_path');
    const time = takeZeekTime(fields, context.timeZone);
    const body = chosen.parser.map(fields, chosen.log, time);
    return assemble({ product: ZEEK_PRODUCT, log: chosen.log, time, duplicates, now: context.now }, body, fields);
  };

  const json = (line: string): ParsedEvent | Unparsed => {
    const read = readJsonLine(line);
    if (!read.ok) return read;
    flattenId(read.record);
    const path = read.record['_path'];
    return event(read.record, typeof path === 'string' && path !== '' ? path : named, read.duplicates);
  };

  return guarded((line) => {
    const text = trimLine(line);
    if (text === '') return undefined;
    if (text.startsWith('#')) {
      header.take(text);
      return undefined;
    }
    const cells = header.ready ? header.cells(text) : undefined;
    if (cells !== undefined && (cells.length > 1 || !text.startsWith('{'))) return event(header.record(cells), header.path ?? named, []);
    if (text.trimStart().startsWith('{')) return json(text);
    return { ok: false, reason: header.ready ? 'number of columns differs from the #fields header' : 'neither JSON nor a row after a #fields header' };
  });
}

/** The line without its end and without a byte order mark; '' when it is blank. */
export function trimLine(line: string): string {
  let end = line.length;
  while (end > 0 && (line.charCodeAt(end - 1) === 0x0d || line.charCodeAt(end - 1) === 0x0a)) end--;
  const start = line.charCodeAt(0) === 0xfeff ? 1 : 0;
  const text = start === 0 && end === line.length ? line : line.slice(start, end);
  return /^\s*$/.test(text) ? '' : text;
}
