import type { JsonValue } from '@watchfloor/ocsf';
import type { Line } from '../../lines/line.ts';
import { lineOf } from '../../lines/split-body.ts';
import { messageOf, plainAttributes, plainValue } from './any-value.ts';

type Plain = Readonly<Record<string, JsonValue>>;

/** Every member that a kept record may have. */
export const OTLP_MEMBERS: ReadonlySet<string> = new Set(['body', 'time_unix_nano', 'observed_time_unix_nano', 'severity_number', 'severity_text', 'event_name', 'trace_id', 'span_id', 'attributes', 'resource', 'scope']);
const LONGEST_NAME = 256;

/** Resource or scope: its name, version and attributes. */
export function plainSource(message: unknown): Plain {
  if (message === undefined || message === null) return {};
  const { name, version, attributes } = messageOf(message);
  const said = { ...(typeof name === 'string' && name !== '' ? { name } : {}), ...(typeof version === 'string' && version !== '' ? { version } : {}) };
  const plain = plainAttributes(attributes);
  return { ...said, ...(Object.keys(plain).length === 0 ? {} : { attributes: plain }) };
}

/**
 * The line of a log record. The one rule: the text of the body is the line, so a Zeek line that a collector read from a file is parsed as the Zeek line that it
 * is. A body that is a map is parsed as the map's JSON, and any other as the record's; the line's bytes are then the record as one JSON object
 * `{body, severity_text, …, attributes, resource, scope}`. All but the body is the line's envelope. Throws TypeError for what is no log record.
 */
export function recordLine(record: unknown, resource: Plain, scope: Plain): Line {
  const message = messageOf(record);
  return otlpRecordLine({ body: plainValue(message['body']), ...envelopeOf(message, resource, scope) });
}

/** The line of a record in the plain shape in which it is kept. */
export function otlpRecordLine({ body = null, ...envelope }: Plain): Line {
  const timeMs = milliseconds(envelope['time_unix_nano']) ?? milliseconds(envelope['observed_time_unix_nano']);
  const time = timeMs === undefined ? {} : { envelopeTimeMs: timeMs };
  const whole = (): Buffer => Buffer.from(JSON.stringify({ body, ...envelope }));
  if (typeof body === 'string' && body !== '') return { ...lineOf(Buffer.from(body)), ...time, envelope, record: whole };
  const isMap = typeof body === 'object' && body !== null && !Array.isArray(body);
  return { ...lineOf(whole()), ...(isMap ? { text: JSON.stringify(body) } : {}), ...time, envelope };
}

function envelopeOf(message: Readonly<Record<string, unknown>>, resource: Plain, scope: Plain): Plain {
  const { timeUnixNano, observedTimeUnixNano, severityNumber, severityText, eventName, traceId, spanId } = message;
  const attributes = plainAttributes(message['attributes']);
  const said: readonly (readonly [string, JsonValue | undefined])[] = [
    ['time_unix_nano', nanoseconds(timeUnixNano)],
    ['observed_time_unix_nano', nanoseconds(observedTimeUnixNano)],
    ['severity_number', typeof severityNumber === 'number' && severityNumber !== 0 ? severityNumber : undefined],
    ['severity_text', name(severityText)],
    ['event_name', name(eventName)],
    ['trace_id', name(traceId)],
    ['span_id', name(spanId)],
    ['attributes', some(attributes)],
    ['resource', some(resource)],
    ['scope', some(scope)],
  ];
  return Object.fromEntries(said.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

function some(plain: Plain): Plain | undefined {
  return Object.keys(plain).length === 0 ? undefined : plain;
}

function name(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_NAME) : undefined;
}

/** Nanoseconds since 1970 as decimal digits; undefined for 0, which means unknown. */
function nanoseconds(value: unknown): string | undefined {
  const digits = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^[1-9]\d{0,19}$/.test(digits) ? digits : undefined;
}

function milliseconds(value: unknown): number | undefined {
  const digits = nanoseconds(value);
  return digits === undefined ? undefined : Number(BigInt(digits) / 1_000_000n);
}
