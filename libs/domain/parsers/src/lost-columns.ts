import { isJsonObject, type JsonObject, type OcsfEvent } from '@watchfloor/ocsf';
import type { LineParser } from './contract.ts';
import { readJsonLine } from './reading/json-line.ts';
import { TsvHeader } from './zeek/tsv.ts';
import { trimLine } from './zeek/zeek-source.ts';

/** Reads the columns of each line of a stream again, apart from any parser; the ASCII header is kept between lines. */
export interface ColumnReader {
  /** The columns of a row; undefined for a header, a comment, a blank line, or a line that is no record. */
  columns(line: string): JsonObject | undefined;
}

/**
 * @param parser that reads the same lines: it knows the columns of formats that are neither JSON nor Zeek's ASCII log; ask for a
 * line's columns after it has parsed the line.
 */
export function openColumns(parser?: LineParser): ColumnReader {
  const header = new TsvHeader();
  return {
    columns(line) {
      const own = parser?.columns?.(line);
      if (own !== undefined) return own;
      const text = trimLine(line);
      if (text === '') return undefined;
      if (text.startsWith('#')) {
        header.take(text);
        return undefined;
      }
      const cells = header.ready ? header.cells(text) : undefined;
      if (cells !== undefined && (cells.length > 1 || !text.startsWith('{'))) return header.record(cells);
      const read = readJsonLine(text);
      if (!read.ok) return undefined;
      return read.duplicates.length === 0 ? read.record : { ...read.record, '(repeated keys)': read.duplicates.map(({ value }) => value) };
    },
  };
}

/** One spelling for values that are the same: 1600000000.0 and "1600000000", TCP and tcp. */
function spelling(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : String(value);
}

function* leaves(value: unknown, path: string): Generator<readonly [path: string, value: unknown]> {
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) yield* leaves(item, path);
    if (value.length === 0) yield [path, '[]'];
  } else if (isJsonObject(value)) {
    const keys = Object.keys(value);
    for (const key of keys) yield* leaves(value[key], path === '' ? key : `${path}.${key}`);
    if (keys.length === 0 && path !== '') yield [path, '{}'];
  } else if (value !== undefined) yield [path, value];
}

/** Attributes that an event has of itself: no column is counted as held by them. */
const OWN_ATTRIBUTES = new Set(['class_uid', 'category_uid', 'type_uid', 'activity_id', 'severity_id', 'status_id', 'action_id', 'time', 'start_time', 'end_time', 'duration', 'message', 'metadata']);
const OWN_LEAVES = /(?:^|\.)(?:direction_id|algorithm_id|type_id|traffic\.bytes|traffic\.packets|finding_info\.uid)$/;

/**
 * The columns (dotted names) of a record whose values the event does not hold. Values are counted, not only looked up:
 * three columns that are 0 need three zeros beyond those that the event has of itself. Empty when nothing was lost.
 */
export function lostColumns(columns: JsonObject, event: OcsfEvent): string[] {
  const held = new Map<string, number>();
  const hold = (value: unknown): void => {
    held.set(spelling(value), (held.get(spelling(value)) ?? 0) + 1);
  };
  hold(event.metadata.log_name);
  hold(event.metadata.original_time);
  // A source's own message or title; one of our making equals no column.
  hold(event.message);
  hold(event.metadata.event_code);
  hold(event.metadata.product.name);
  hold(event.metadata.product.vendor_name);
  hold(event.metadata.product.version);
  hold(event.metadata.log_provider);
  hold(event.metadata.uid);
  for (const [name, part] of Object.entries(event)) {
    if (!OWN_ATTRIBUTES.has(name)) for (const [path, value] of leaves(part, name)) if (name === 'unmapped' || !OWN_LEAVES.test(path)) hold(value);
  }
  const lost: string[] = [];
  for (const [path, value] of leaves(columns, '')) {
    const text = spelling(value);
    const left = held.get(text) ?? 0;
    if (left === 0) lost.push(path);
    else held.set(text, left - 1);
  }
  return lost;
}
