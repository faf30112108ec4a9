import { sha256Hex } from '@watchfloor/core/ids';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES } from '../src/lines/line.ts';
import { SyslogFramer } from '../src/syslog/framer.ts';

/** Pushes a stream in pieces of the given sizes and gives the messages. */
function framed(stream: Buffer, sizes: readonly number[]): string[] {
  const framer = new SyslogFramer();
  const out: string[] = [];
  let at = 0;
  for (let index = 0; at < stream.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    out.push(...framer.push(stream.subarray(at, at + size)).map((line) => line.bytes.toString()));
    at += size;
  }
  return [...out, ...framer.end().map((line) => line.bytes.toString())];
}

const message = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((text) => `<13>${text.replaceAll(/[\n\r\0]/g, ' ').trim()}x`);
const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });

describe('syslog framing over TCP', () => {
  it('finds octet-counted messages however the stream is cut', () => {
    fc.assert(fc.property(fc.array(message, { maxLength: 20 }), sizes, (messages, cut) => {
      const stream = Buffer.from(messages.map((text) => `${Buffer.byteLength(text)} ${text}`).join(''));
      expect(framed(stream, cut)).toEqual(messages);
    }));
  });

  it('finds messages ended by a newline however the stream is cut, and the last one without', () => {
    fc.assert(fc.property(fc.array(message, { maxLength: 20 }), sizes, fc.constantFrom('\n', '\r\n', '\0\n'), (messages, cut, end) => {
      expect(framed(Buffer.from(messages.join(end)), cut)).toEqual(messages);
    }));
  });

  it('takes both kinds on one stream, and newlines inside a counted message', () => {
    expect(framed(Buffer.from('<13>one\n11 <13>two\nmore\n<13>three'), [3])).toEqual(['<13>one', '<13>two\nmor', 'e', '<13>three']);
    expect(framed(Buffer.from('12 <13>two\nmore<13>three\n'), [5])).toEqual(['<13>two\nmore', '<13>three']);
  });

  it('a line that starts with digits and no count is a line', () => {
    expect(framed(Buffer.from('2026-06-02 plain\n12345678901 long\n'), [4])).toEqual(['2026-06-02 plain', '12345678901 long']);
  });

  it('holds only the head of a message beyond 1 MiB, with the length and hash of all of it', () => {
    const long = Buffer.alloc(MAX_LINE_BYTES * 2 + 17, 'abc');
    for (const stream of [Buffer.concat([long, Buffer.from('\nnext\n')]), Buffer.concat([Buffer.from(`${long.length} `), long, Buffer.from('next\n')])]) {
      const framer = new SyslogFramer();
      const lines = [];
      for (let at = 0; at < stream.length; at += 65_536) lines.push(...framer.push(stream.subarray(at, at + 65_536)));
      expect(lines.map((line) => [line.size, line.bytes.length, line.sha256])).toEqual([[long.length, MAX_LINE_BYTES, sha256Hex(long)], [4, 4, undefined]]);
    }
  });
});
