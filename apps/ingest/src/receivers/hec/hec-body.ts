import { Refused } from '@watchfloor/core';
import type { JsonValue } from '@watchfloor/ocsf';
import { jsonMembers } from '../../lines/json-members.ts';
import { jsonProblem } from '../../lines/json-bounds.ts';
import { MAX_LINE_BYTES, type Line } from '../../lines/line.ts';
import { lineOf, splitLines } from '../../lines/split-body.ts';
import { splitJsonSequence } from '../../lines/split-json-sequence.ts';
import { HecRefused } from './hec-refused.ts';

type Envelope = Readonly<Record<string, JsonValue>>;

/** Members of an event (or parameters of a request) that say where it comes from. */
const METADATA = ['host', 'source', 'sourcetype', 'index', 'fields'] as const;
/** Every member that an event may have. */
export const HEC_MEMBERS: ReadonlySet<string> = new Set([...METADATA, 'time', 'event']);
const SECONDS = /^\s*\d{1,12}(?:\.\d+)?\s*$/;

/**
 * Lines of a body of `/services/collector/event`: JSON objects one after the other. A line's bytes are the whole object; its parser gets what
 * stands under `event`: the text of a string, else the JSON as it is written. `query` holds the metadata that the events do not give themselves.
 */
export function decodeHecEvents(body: Buffer, query: Envelope): Line[] {
  const objects = sequenceOf(body);
  if (objects.length === 0) throw new HecRefused(5);
  return objects.map((bytes, index) => (bytes.length > MAX_LINE_BYTES ? lineOf(bytes) : hecEventLine(bytes, index, query)));
}

/** Lines of a body of `/services/collector/raw`: one line each. */
export function decodeHecRaw(body: Buffer, query: Envelope): Line[] {
  const lines = splitLines(body).filter((bytes) => bytes.length > 0);
  if (lines.length === 0) throw new HecRefused(5);
  const timeMs = timeOf(query['time']);
  const envelope = envelopeOf(query, {});
  return lines.map((bytes) => ({ ...lineOf(bytes), ...(timeMs === undefined ? {} : { envelopeTimeMs: timeMs }), ...envelope }));
}

function sequenceOf(body: Buffer): Buffer[] {
  try {
    return splitJsonSequence(body);
  } catch (error) {
    throw error instanceof Refused && error.code === 'INVALID_INPUT' ? new HecRefused(6) : error;
  }
}

/** The line of one event: an object of HEC. Throws HecRefused, with its `index`, for one that is none. */
export function hecEventLine(bytes: Buffer, index: number, query: Envelope): Line {
  const text = bytes.toString('utf8');
  const event = objectOf(text, index);
  const value = Object.hasOwn(event, 'event') ? event['event'] : null;
  if (value === null || value === undefined) throw new HecRefused(12, index);
  if (value === '') throw new HecRefused(13, index);
  const fields = event['fields'];
  if (fields !== undefined && (typeof fields !== 'object' || fields === null || Array.isArray(fields))) throw new HecRefused(15, index);
  const timeMs = timeOf(event['time'] ?? query['time'], index);
  return { bytes, size: bytes.length, text: typeof value === 'string' ? value : (jsonMembers(text).get('event') ?? ''), ...(timeMs === undefined ? {} : { envelopeTimeMs: timeMs }), ...envelopeOf(query, event) };
}

function objectOf(text: string, index: number): Envelope {
  if (jsonProblem(text) !== undefined) throw new HecRefused(6, index);
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    throw new HecRefused(6, index);
  }
}

function envelopeOf(query: Envelope, event: Envelope): { readonly envelope?: Envelope } {
  const said = METADATA.flatMap((name) => {
    const value = Object.hasOwn(event, name) ? event[name] : query[name];
    return value === undefined || value === null || value === '' ? [] : [[name, value] as const];
  });
  return said.length === 0 ? {} : { envelope: Object.fromEntries(said) };
}

/** Milliseconds of Splunk's `time`: epoch seconds as a number or a string. */
function timeOf(value: JsonValue | undefined, index?: number): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const seconds = typeof value === 'number' ? value : typeof value === 'string' && SECONDS.test(value) ? Number(value) : NaN;
  if (!Number.isFinite(seconds) || seconds < 0 || seconds > 1e12) throw new HecRefused(6, index);
  return Math.round(seconds * 1000);
}
