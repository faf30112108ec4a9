import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowWriter } from '../src/row-binary/row-writer.ts';

const written = (write: (writer: RowWriter) => void): Buffer => {
  const writer = new RowWriter(1);
  write(writer);
  return Buffer.from(writer.bytes());
};

/** Reads a LEB128 length, then that many bytes. */
function readString(bytes: Buffer): { text: Buffer; rest: Buffer } {
  let length = 0;
  let at = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    length |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  return { text: bytes.subarray(at, at + length), rest: bytes.subarray(at + length) };
}

describe('RowBinary writer', () => {
  it('writes any text as its UTF-8 and any bytes as they are, whatever the length', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.uint8Array({ maxLength: 400 }), (text, bytes) => {
      const first = readString(written((w) => { w.string(text); w.string(bytes); }));
      expect(first.text.equals(Buffer.from(text))).toBe(true);
      const second = readString(first.rest);
      expect(second.text.equals(Buffer.from(bytes))).toBe(true);
      expect(second.rest.length).toBe(0);
    }));
  });

  it('writes a lone surrogate as U+FFFD', () => {
    expect(written((w) => w.string('a\ud800b')).toString('hex')).toBe('0561efbfbd62');
  });

  it('writes integers little-endian, from a number as from a bigint', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), fc.integer(), fc.nat(65_535), (wide, narrow, port) => {
      const bytes = written((w) => { w.int64(wide); w.int64(BigInt(wide)); w.int32(narrow); w.uint(port, 2); });
      expect(bytes.readBigInt64LE(0)).toBe(BigInt(wide));
      expect(bytes.readBigInt64LE(8)).toBe(BigInt(wide));
      expect(bytes.readInt32LE(16)).toBe(narrow);
      expect(bytes.readUInt16LE(20)).toBe(port);
    }));
  });

  it('refuses what does not fit and never cuts', () => {
    expect(() => written((w) => w.uint(256, 1))).toThrow(RangeError);
    expect(() => written((w) => w.uint(-1, 2))).toThrow(RangeError);
    expect(() => written((w) => w.uint(1.5, 4))).toThrow(RangeError);
    expect(() => written((w) => w.int32(2 ** 31))).toThrow(RangeError);
    expect(() => written((w) => w.int64(2 ** 53))).toThrow(RangeError);
    expect(() => written((w) => w.uint64(-1))).toThrow(RangeError);
    expect(() => written((w) => w.uuid("' OR 1=1"))).toThrow(RangeError);
  });

  it('writes a UUID as two little-endian halves', () => {
    expect(written((w) => w.uuid('00112233-4455-6677-8899-aabbccddeeff')).toString('hex')).toBe('7766554433221100ffeeddccbbaa9988');
    expect(written((w) => w.uuid('')).equals(Buffer.alloc(16))).toBe(true);
  });
});
