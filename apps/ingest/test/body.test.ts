import { Readable } from 'node:stream';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { Refused } from '@watchfloor/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../src/limits/byte-budget.ts';
import { jsonProblem } from '../src/lines/json-bounds.ts';
import { MAX_LINE_BYTES } from '../src/lines/line.ts';
import { MAX_LINES, splitBody } from '../src/lines/split-body.ts';
import { readBody } from '../src/receivers/read-body.ts';

const MIB = 1024 * 1024;
const limits = { maxBytes: 16 * MIB, maxRatio: 200, maxMs: 60_000 };
const inPieces = (bytes: Buffer, size = 4096): Readable => Readable.from((function* () { for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size); })(), { objectMode: false });
const codeOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'ok', (error: unknown) => (error instanceof Refused ? error.code : String(error)));

describe('reading a body', () => {
  it('decompresses gzip, zstd and deflate', async () => {
    const body = Buffer.from('{"a":1}\n'.repeat(10_000));
    for (const [encoding, bytes] of [['gzip', gzipSync(body)], ['ZSTD', zstdCompressSync(body)], ['deflate', deflateSync(body)], [undefined, body], ['identity', body]] as const) {
      const budget = new ByteBudget(64 * MIB);
      expect((await readBody(inPieces(bytes), encoding, limits, budget)).equals(body)).toBe(true);
      expect(budget.inUse).toBe(body.length);
    }
  });

  it('refuses a bomb while it grows, by size and by ratio, and gives its memory back', async () => {
    const budget = new ByteBudget(64 * MIB);
    for (const bomb of [gzipSync(Buffer.alloc(64 * MIB)), zstdCompressSync(Buffer.alloc(64 * MIB))]) {
      expect(await codeOf(readBody(inPieces(bomb), bomb[0] === 0x1f ? 'gzip' : 'zstd', limits, budget))).toBe('TOO_LARGE');
      expect(await codeOf(readBody(inPieces(bomb), bomb[0] === 0x1f ? 'gzip' : 'zstd', { ...limits, maxBytes: 1e9, maxRatio: 100 }, budget))).toBe('TOO_LARGE');
      expect(budget.inUse).toBe(0);
    }
  });

  it('refuses another encoding, a broken stream, a cut stream, and more than memory allows', async () => {
    const budget = new ByteBudget(MIB);
    expect(await codeOf(readBody(inPieces(Buffer.from('x')), 'br', limits, budget))).toBe('UNSUPPORTED');
    expect(await codeOf(readBody(inPieces(Buffer.from('x')), 'constructor', limits, budget))).toBe('UNSUPPORTED');
    expect(await codeOf(readBody(inPieces(Buffer.from('not gzip at all')), 'gzip', limits, budget))).toBe('INVALID_INPUT');
    expect(await codeOf(readBody(inPieces(gzipSync(Buffer.from('cut off')).subarray(0, 20)), 'gzip', limits, budget))).toBe('INVALID_INPUT');
    expect(await codeOf(readBody(inPieces(Buffer.alloc(2 * MIB, 1)), undefined, limits, budget))).toBe('UNAVAILABLE');
    expect(budget.inUse).toBe(0);
  });
});

describe('splitting a body into lines', () => {
  const textOf = (body: string | Buffer): string[] => splitBody(Buffer.from(body)).map((line) => line.bytes.toString());

  it('takes NDJSON and TSV with any line end, keeping every byte of a line', () => {
    expect(textOf('#fields\tts\r\n1\t2\n\n3')).toEqual(['#fields\tts', '1\t2', '', '3']);
    const raw = Buffer.from([0x7b, 0xff, 0xfe, 10, 0x41]);
    expect(splitBody(raw).map((line) => [...line.bytes])).toEqual([[0x7b, 0xff, 0xfe], [0x41]]);
  });

  it('takes any JSON array apart into the very texts of its elements', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 8 }), fc.constantFrom(0, 2), (values, indent) => {
      const texts = textOf(JSON.stringify(values, null, indent));
      expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual(JSON.parse(JSON.stringify(values)));
    }));
    expect(textOf(' [ {"big":12345678901234567890.0} , "a,]b" , 1 ]')).toEqual(['{"big":12345678901234567890.0}', '"a,]b"', '1']);
  });

  it('refuses an array that does not end', () => {
    for (const cut of ['[{"a":1}', '[{"a":"', '[[1]', '[']) expect(() => splitBody(Buffer.from(cut))).toThrow(Refused);
  });

  it('refuses more lines than memory is meant for, blank or not', () => {
    expect(splitBody(Buffer.alloc(MAX_LINES, '\n'))).toHaveLength(MAX_LINES);
    for (const body of ['\n'.repeat(MAX_LINES + 1), `[${'1,'.repeat(MAX_LINES)}1]`]) expect(() => splitBody(Buffer.from(body))).toThrow(/lines/);
  });

  it('keeps the head of a line beyond 1 MiB with its length and hash', () => {
    const [line, next] = splitBody(Buffer.concat([Buffer.alloc(MAX_LINE_BYTES + 1, 'x'), Buffer.from('\ny')]));
    expect([line?.bytes.length, line?.size, line?.sha256?.length, next?.bytes.toString()]).toEqual([MAX_LINE_BYTES, MAX_LINE_BYTES + 1, 64, 'y']);
  });
});

describe('bounds of a JSON line', () => {
  it('refuses deep nesting and many keys, and not brackets in strings', () => {
    expect(jsonProblem('['.repeat(65))).toMatch(/deep/);
    expect(jsonProblem(`{"a":${'{"a":'.repeat(63)}1${'}'.repeat(64)}`)).toBeUndefined();
    expect(jsonProblem(`{${Array.from({ length: 10_001 }, (_, n) => `"k${n}":1`).join(',')}}`)).toMatch(/keys/);
    expect(jsonProblem(JSON.stringify({ text: '[{:"\\'.repeat(10_000) }))).toBeUndefined();
    expect(jsonProblem('plain [[[[ text')).toBeUndefined();
  });
});
