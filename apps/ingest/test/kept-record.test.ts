import fc from 'fast-check';
import type { JsonValue } from '@watchfloor/ocsf';
import { describe, expect, it } from 'vitest';
import { decodeHecEvents } from '../src/receivers/hec/hec-body.ts';
import { keptRecord } from '../src/receivers/kept-record.ts';
import { decodeJson } from '../src/receivers/otlp/decode-json.ts';

const attributes = [{ key: 'log.file.name', value: { stringValue: 'conn.log' } }, { key: '__proto__', value: { intValue: '12345678901234567890' } }];

describe('a record that was kept whole', () => {
  it('of HEC is opened as when it arrived', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }).filter((value) => value !== null && value !== '')), fc.integer({ min: 0, max: 2_000_000_000 }), (event, time) => {
      const body = Buffer.from(JSON.stringify({ event, time, host: 'h', fields: { a: 1 } }));
      const [line] = decodeHecEvents(body, {});
      expect(keptRecord(line?.bytes ?? Buffer.alloc(0))).toEqual(line);
    }));
  });

  it('of OTLP is opened as when it arrived, whatever its body', () => {
    const bodies = [{ stringValue: 'text' }, { stringValue: '' }, undefined, { intValue: '7' }, { kvlistValue: { values: attributes } }, { arrayValue: { values: [{ boolValue: true }] } }];
    for (const body of bodies) {
      const request = { resourceLogs: [{ resource: { attributes }, scopeLogs: [{ scope: { name: 's' }, logRecords: [{ body, attributes, severityText: 'INFO', timeUnixNano: '1780392600123000001' }] }] }] };
      const [line] = decodeJson(Buffer.from(JSON.stringify(request))).lines;
      const { record, ...made } = line ?? { record: undefined };
      const { record: again, ...opened } = keptRecord(record?.() ?? line?.bytes ?? Buffer.alloc(0)) ?? { record: undefined };
      expect(opened).toEqual(made);
      expect(opened).toMatchObject({ envelopeTimeMs: 1_780_392_600_123, envelope: { resource: { attributes: { 'log.file.name': 'conn.log' } } } });
      expect(again?.()).toEqual(record?.());
    }
  });

  it('is not seen in what is neither', () => {
    const values: readonly JsonValue[] = [{ event: 'x', more: 1 }, { body: 'x', more: 1 }, { event: '' }, { event: null }, { message: 'x' }, [], 'text', 1];
    for (const value of values) expect(keptRecord(Buffer.from(JSON.stringify(value)))).toBeUndefined();
    for (const raw of ['{"event":', `{"event":${'['.repeat(100_000)}`, '', '\u0000']) expect(keptRecord(Buffer.from(raw))).toBeUndefined();
  });
});
