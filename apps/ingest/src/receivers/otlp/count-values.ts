import { Refused } from '@watchfloor/core';
import protobuf from 'protobufjs';
import { MAX_KEYS } from '../../lines/json-bounds.ts';

const LENGTH_DELIMITED = 2;
/** Deeper than any value that is taken; deeper ones are refused when they are decoded. */
const DEEPEST = 128;

type Kind = 'LogRecord' | 'Resource' | 'InstrumentationScope' | 'AnyValue' | 'ArrayValue' | 'KeyValueList' | 'KeyValue';

/** The fields of each message that hold messages in turn (`otlp-schema.ts`). */
const NESTED: Readonly<Record<Kind, Readonly<Record<number, Kind>>>> = {
  LogRecord: { 5: 'AnyValue', 6: 'KeyValue' },
  Resource: { 1: 'KeyValue' },
  InstrumentationScope: { 3: 'KeyValue' },
  AnyValue: { 5: 'ArrayValue', 6: 'KeyValueList' },
  ArrayValue: { 1: 'AnyValue' },
  KeyValueList: { 1: 'KeyValue' },
  KeyValue: { 2: 'AnyValue' },
};

/**
 * Throws Refused TOO_LARGE for a message with more values than a JSON line may have keys, before it is decoded: an empty value is two bytes
 * here and fifty once it is an object. Throws RangeError for bytes that are no message.
 */
export function requireFewValues(name: 'LogRecord' | 'Resource' | 'InstrumentationScope', bytes: Uint8Array): void {
  let seen = 0;
  const visit = (reader: protobuf.Reader, end: number, kind: Kind, depth: number): void => {
    while (reader.pos < end) {
      const tag = reader.uint32();
      const inner = (tag & 7) === LENGTH_DELIMITED ? NESTED[kind][tag >>> 3] : undefined;
      if (inner === undefined || depth >= DEEPEST) {
        reader.skipType(tag & 7);
        continue;
      }
      seen += 1;
      if (seen > 2 * MAX_KEYS) throw new Refused('TOO_LARGE', `a record, resource or scope may have ${MAX_KEYS} attributes and values`);
      const length = reader.uint32();
      visit(reader, reader.pos + length, inner, depth + 1);
    }
  };
  visit(protobuf.Reader.create(bytes), bytes.length, name, 0);
}
