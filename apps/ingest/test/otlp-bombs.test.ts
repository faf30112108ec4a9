import { describe, expect, it } from 'vitest';
import { decodeProtobuf } from '../src/receivers/otlp/decode-protobuf.ts';

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}
const field = (number: number, bytes: Buffer): Buffer => Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
const empties = (number: number, count: number): Buffer => Buffer.alloc(count * 2, Buffer.from([number * 8 + 2, 0]));
const requestOf = (record: Buffer, resource: Buffer = Buffer.alloc(0)): Buffer => field(1, Buffer.concat([field(1, resource), field(2, field(2, record))]));
const body = (text: string): Buffer => field(5, field(1, Buffer.from(text)));

describe('OTLP in protobuf', () => {
  it.each([
    ['attributes', empties(6, 1_000_000)],
    ['values of a list', field(5, field(5, empties(1, 1_000_000)))],
    ['members of a map in a map', field(5, field(6, field(1, field(2, field(6, empties(1, 1_000_000))))))],
  ])('counts a record of a million empty %s as refused, without unfolding it', (_, record) => {
    const before = process.memoryUsage().heapUsed;
    const { lines, refused } = decodeProtobuf(requestOf(record));
    expect([lines.length, refused]).toEqual([0, 1]);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20e6);
  });

  it('refuses a resource of a million empty attributes', () => {
    expect(() => decodeProtobuf(requestOf(body('x'), empties(1, 1_000_000)))).toThrow(/attributes/);
  });

  it('takes a record of a thousand attributes', () => {
    const attributes = Buffer.concat(Array.from({ length: 1_000 }, (_, n) => field(6, Buffer.concat([field(1, Buffer.from(`k${n}`)), field(2, field(1, Buffer.from('v')))]))));
    expect(decodeProtobuf(requestOf(Buffer.concat([body('x'), attributes])))).toMatchObject({ refused: 0, lines: [{ size: 1 }] });
  });
});
