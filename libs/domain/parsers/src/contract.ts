import type { JsonObject, OcsfEvent } from '@watchfloor/ocsf';
import type { RecordTime } from './reading/assemble.ts';
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

export type SourceFamily = 'zeek' | 'suricata';

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
  /** Log names (Zeek path, EVE event_type) that this parser takes; empty for a family's fallback. */
  readonly logs: readonly string[];
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
