import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAttr, encodeAttr, ocsfAttrs, ocsfEventOf, type JsonObject, type JsonValue } from '../src/index.ts';

// JSON values as a parser can produce them: JSON.stringify has no negative zero inside arrays.
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);
const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a.b', 'a\\', '\\.', '', 'id.orig_h'));

describe('the attrs map', () => {
  it('gives every value back', () => {
    fc.assert(fc.property(fc.oneof(json, fc.string(), fc.constantFrom<JsonValue>('1', ' 1', '1e5', '"x"', 'null', '[', '{}', '-', '', 'true ', ' 1')), (value) => {
      expect(decodeAttr(encodeAttr(value))).toStrictEqual(value);
    }), { numRuns: 3000 });
  });

  it('decodes as JSON.parse does, else as a string, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      let expected: unknown = text;
      try {
        expected = JSON.parse(text);
      } catch { /* a plain string */ }
      expect(decodeAttr(text)).toStrictEqual(expected);
    }), { numRuns: 3000 });
  });

  it('gives every object back, with hostile and dotted names', () => {
    fc.assert(fc.property(fc.dictionary(key, fc.oneof(json, fc.dictionary(key, json))), (raw) => {
      const event = JSON.parse(JSON.stringify(raw)) as JsonObject;
      expect(JSON.stringify(ocsfEventOf(ocsfAttrs(event)))).toBe(JSON.stringify(event));
    }), { numRuns: 300 });
  });

  it('uses plain text for plain strings and JSON text for the rest', () => {
    const attrs = ocsfAttrs({ ot: { values: [1, 2], function: { name: 'READ_COILS', code: 1 } }, unmapped: { foo: '10', bar: 'x y' } });
    expect({ ...attrs }).toEqual({
      'ot.values': '[1,2]', 'ot.function.name': 'READ_COILS', 'ot.function.code': '1', 'unmapped.foo': '"10"', 'unmapped.bar': 'x y',
    });
  });

  it('leaves out what has a column of its own', () => {
    expect(Object.keys(ocsfAttrs({ time: 1, src_endpoint: { ip: '::1', port: 1 }, ot: { unit_id: 3 } }, new Set(['time', 'src_endpoint.ip', 'ot'])))).toEqual(['src_endpoint.port']);
  });

  it('never gives the result a prototype from a line', () => {
    const event = JSON.parse('{"unmapped":{"__proto__":{"polluted":true}}}') as JsonObject;
    const back = ocsfEventOf(ocsfAttrs(event));
    expect(JSON.stringify(back)).toBe(JSON.stringify(event));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
