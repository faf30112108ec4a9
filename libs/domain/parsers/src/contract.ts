import type { JsonObject, OcsfEvent, Product } from '@watchfloor/ocsf';
import type { RecordTime } from './reading/assemble.ts';
import type { Duplicate } from './reading/exact-json.ts';
import type { Fields } from './reading/fields.ts';

/** A line that became an event. `timeUs` is integer microseconds since the epoch, exact to the microsecond. */
export interface ParsedEvent {
  readonly ok: true;
  readonly timeUs: number;
  readonly event: OcsfEvent;
}

/** A line that did not parse. The reason is one of few texts, so that reasons can be counted; it never quotes the line. */
export interface Unparsed {
  readonly ok: false;
  readonly reason: string;
}

/** Parses the lines of one stream in order. Never throws. Undefined: a header, comment or blank line, consumed. */
export interface LineParser {
  parse(line: string): ParsedEvent | Unparsed | undefined;
  /**
   * The columns of a line of a format that is neither JSON nor a Zeek log, read anew, for `openColumns`; to be asked after
   * `parse` of the same line. Undefined or absent: the line is JSON, ASCII with a header, or no record.
   */
  columns?(line: string): JsonObject | undefined;
}

export interface SourceContext {
  /** Name of the file that the lines come from; the log type is taken from it where lines and headers name none. */
  readonly fileName?: string;
  /** Log type given by the sender (Zeek's path, e.g. conn); a header or a `_path` in the line wins over it. */
  readonly log?: string;
  /** IANA zone of the site, for timestamps without a zone. Default UTC. */
  readonly timeZone?: string;
  /** Epoch milliseconds, used only where a record has no time at all. */
  readonly now: number;
}

/** `zeek`, `suricata`, or the id of a LineFormat. */
export type SourceFamily = string;

/** The columns of one line, and the name of its log: what chooses the parser of its family. */
export interface LineColumns {
  readonly ok: true;
  readonly record: JsonObject;
  readonly log: string;
  readonly duplicates?: readonly Duplicate[];
}

/**
 * A line format of its own (text, CSV, XML, JSON of one product), which a parser folder brings by `LogParser.format`; folders
 * with the same format object are one family. All of it works in time linear in the line's length and never throws.
 */
export interface LineFormat {
  /** Id of the family, as `--source` names it. */
  readonly id: string;
  /** `auto` asks formats in this order: those with the plainest marks first (10), what takes any syslog line last (90). */
  readonly order: number;
  /** True where a line carries marks that only this format has. Asked for each line of `auto` that is neither Zeek nor Suricata. */
  recognise(text: string): boolean;
  /** Splits a line into columns. Every value of the line must be in one of them: what no parser takes ends in `unmapped`. */
  read(text: string): LineColumns | Unparsed;
  /** Takes the record's time; `us` undefined where the line has none. */
  time(fields: Fields, context: SourceContext): RecordTime;
  /** Names the product; may take the columns that say so. */
  product(fields: Fields, log: string): Product;
}

/** What a parser says about one record; time, metadata, category, type and `unmapped` are added around it. */
export type EventBody = Omit<OcsfEvent, 'category_uid' | 'type_uid' | 'time' | 'metadata' | 'unmapped' | 'severity_id'> & {
  /** Default 1, informational. */
  readonly severity_id?: number;
  /** OCSF profiles beyond `ot` whose attributes the body uses. */
  readonly profiles?: readonly string[];
};

/** One log of a family: what a parser folder exports. Its id is the folder's name, added by the registry. */
export interface LogParser {
  readonly title: string;
  readonly source: SourceFamily;
  /** The family's line format; absent for Zeek and Suricata, whose readers are their own. */
  readonly format?: LineFormat;
  /** Log names (Zeek path, EVE event_type, what a LineFormat calls its log) that this parser takes; empty for a family's fallback. */
  readonly logs: readonly string[];
  /** True where the log's class does without addresses; else the family's fallback takes its rows that have none. */
  readonly addressless?: boolean;
  /** True for columns that only this log has: names the log where neither line, header nor file name does. */
  readonly recognise?: (columns: JsonObject) => boolean;
  /** Takes the columns that OCSF has a place for; what it leaves goes to `unmapped`. */
  readonly map: (fields: Fields, log: string, time: RecordTime) => EventBody;
  open(context: SourceContext): LineParser;
}

/** A parser with its id, as the registry lists it. */
export interface Parser {
  readonly id: string;
  readonly title: string;
  readonly source: SourceFamily;
  open(context: SourceContext): LineParser;
}

/** A parser as the registry lists it: its folder's name, its log, and how to open a stream of it. */
export interface RegisteredParser extends Parser, LogParser {}
