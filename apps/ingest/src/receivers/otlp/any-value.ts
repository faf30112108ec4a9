import type { JsonValue } from '@watchfloor/ocsf';

type Message = Readonly<Record<string, unknown>>;

const INTEGER = /^-?\d{1,20}$/;

/**
 * The plain JSON of an OTLP `AnyValue` in its JSON shape. Integers past 2^53 stay decimal strings, so that no digit is lost; bytes stay base64. Throws
 * TypeError for what is no AnyValue.
 */
export function plainValue(value: unknown): JsonValue {
  if (value === undefined || value === null) return null;
  const any = messageOf(value);
  const [[kind, held] = []] = Object.entries(any).filter(([, each]) => each !== undefined && each !== null);
  switch (kind) {
    case undefined:
      return null;
    case 'stringValue':
    case 'bytesValue':
      return text(held);
    case 'boolValue':
      if (typeof held !== 'boolean') throw new TypeError('no boolean');
      return held;
    case 'intValue':
      return integer(held);
    case 'doubleValue':
      return typeof held === 'number' && Number.isFinite(held) ? held : String(held);
    case 'arrayValue':
      return listOf(messageOf(held)['values']).map(plainValue);
    case 'kvlistValue':
      return plainAttributes(messageOf(held)['values']);
    default:
      throw new TypeError('no AnyValue');
  }
}

/** The plain object of a list of `KeyValue`. */
export function plainAttributes(list: unknown): Record<string, JsonValue> {
  // `fromEntries` defines its members, so a key named __proto__ is a key like any other.
  return Object.fromEntries(listOf(list).map((each) => [text(messageOf(each)['key'] ?? ''), plainValue(messageOf(each)['value'])]));
}

/** A list; none where there is none. Throws TypeError for something else. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new TypeError('no list');
  return value;
}

/** A message in its JSON shape. Throws TypeError for something else. */
export function messageOf(value: unknown): Message {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('no message');
  return value as Message;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('no text');
  return value;
}

function integer(value: unknown): JsonValue {
  const digits = String(value);
  if (!INTEGER.test(digits)) throw new TypeError('no integer');
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : digits;
}
