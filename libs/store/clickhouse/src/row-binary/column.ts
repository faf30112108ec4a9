import { z } from 'zod';
import type { RowWriter } from './row-writer.ts';
import { rememberedBytes } from './remembered-bytes.ts';

/** The nil UUID: what a UUID column holds where there is nothing (no asset, no zone). */
export const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** How one column is called, typed, written (RowBinary) and read (JSONEachRow). `In` is what a row to insert carries, `Out` what a read gives. */
export interface Column<In, Out> {
  readonly name: string;
  /** ClickHouse type exactly as DESCRIBE TABLE prints it. */
  readonly type: string;
  write(writer: RowWriter, value: In): void;
  /** SQL expression that reads the column in the form that `schema` parses. */
  readonly expression: string;
  readonly schema: z.ZodType<Out>;
}

/** UUID; '' is written as nil and nil is read as ''. */
export function uuid(name: string): Column<string, string> {
  // Rows of a batch share their tenant, sensor and site and nearly so their assets.
  const bytesOf = rememberedBytes((w, v) => w.uuid(v));
  return { ...uniqueUuid(name), write: (w, v) => w.raw(bytesOf(v)) };
}

/** As `uuid`, for a column whose values do not repeat. */
export function uniqueUuid(name: string): Column<string, string> {
  return { name, type: 'UUID', write: (w, v) => w.uuid(v), expression: `if(${name} = toUUID('${NIL_UUID}'), '', toString(${name}))`, schema: z.string() };
}

/** String. */
export function text(name: string): Column<string, string> {
  return { name, type: 'String', write: (w, v) => w.string(v), expression: name, schema: z.string() };
}

/** String that may hold any bytes; read with U+FFFD where they are not UTF-8. */
export function bytes(name: string): Column<string | Uint8Array, string> {
  return { name, type: 'String', write: (w, v) => w.string(v), expression: name, schema: z.string() };
}

/** LowCardinality(String): on the wire a plain string. */
export function lowCardinality(name: string): Column<string, string> {
  return { name, type: 'LowCardinality(String)', write: (w, v) => w.string(v), expression: name, schema: z.string() };
}

/** Unsigned integer of 8, 16 or 32 bits. */
export function uint(name: string, bits: 8 | 16 | 32): Column<number, number> {
  const width = (bits / 8) as 1 | 2 | 4;
  return { name, type: `UInt${bits}`, write: (w, v) => w.uint(v, width), expression: name, schema: z.number().int() };
}

/** UInt64 as a number: exact up to 2^53. */
export function uint64(name: string): Column<number, number> {
  return { name, type: 'UInt64', write: (w, v) => w.uint64(v), expression: name, schema: z.number().int() };
}

/** Int32 or Int64 as a number: exact up to 2^53. */
export function int(name: string, bits: 32 | 64): Column<number, number> {
  return { name, type: `Int${bits}`, write: (w, v) => (bits === 32 ? w.int32(v) : w.int64(v)), expression: name, schema: z.number().int() };
}

/** DateTime64(6, 'UTC') as integer microseconds since the epoch. */
export function microseconds(name: string): Column<number, number> {
  return { name, type: "DateTime64(6, 'UTC')", write: (w, v) => w.int64(v), expression: `toUnixTimestamp64Micro(${name})`, schema: z.number().int() };
}

/** DateTime64(3, 'UTC') as integer milliseconds since the epoch. */
export function milliseconds(name: string): Column<number, number> {
  return { name, type: "DateTime64(3, 'UTC')", write: (w, v) => w.int64(v), expression: `toUnixTimestamp64Milli(${name})`, schema: z.number().int() };
}

/** Array of strings, of low-cardinality strings, or of UUIDs. */
export function array(name: string, element: 'String' | 'LowCardinality(String)' | 'UUID'): Column<readonly string[], string[]> {
  const write = (w: RowWriter, values: readonly string[]): void => {
    w.varUint(values.length);
    for (const value of values) if (element === 'UUID') w.uuid(value);
      else w.string(value);
  };
  return { name, type: `Array(${element})`, write, expression: name, schema: z.array(z.string()) };
}

/** Something that writes itself as a map: its size, then each key and value. */
export interface MapWriting {
  writeMap(writer: RowWriter): void;
}

/** A map to insert: by key, or what writes itself. */
export type MapValue = Readonly<Record<string, string>> | MapWriting;

function writesItself(value: MapValue): value is MapWriting {
  return typeof value['writeMap'] === 'function';
}

/** Map of strings. Keys are expected to repeat from row to row. */
export function map(name: string, key: 'String' | 'LowCardinality(String)'): Column<MapValue, Record<string, string>> {
  const bytesOf = rememberedBytes((w, k) => w.string(k));
  const write = (w: RowWriter, value: MapValue): void => {
    if (writesItself(value)) return value.writeMap(w);
    const keys = Object.keys(value);
    w.varUint(keys.length);
    for (const k of keys) {
      w.raw(bytesOf(k));
      w.string(value[k] ?? '');
    }
  };
  return { name, type: `Map(${key}, String)`, write, expression: name, schema: z.record(z.string(), z.string()) };
}

/** Enum8 with the given names and numbers. */
export function enum8<const Names extends Readonly<Record<string, number>>>(name: string, names: Names): Column<keyof Names & string, keyof Names & string> {
  const type = `Enum8(${Object.entries(names).map(([n, v]) => `'${n}' = ${v}`).join(', ')})`;
  const known = Object.keys(names) as (keyof Names & string)[];
  const write = (w: RowWriter, value: keyof Names & string): void => {
    const code = names[value];
    if (code === undefined) throw new RangeError(`${String(value)} is not one of ${known.join(', ')}`);
    w.uint(code, 1);
  };
  return { name, type, write, expression: `toString(${name})`, schema: z.custom<keyof Names & string>((v) => known.includes(v as keyof Names & string)) };
}
