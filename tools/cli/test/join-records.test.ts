import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinRecords, MAX_RECORD_LINES } from '../lines/join-records.ts';
import type { Line } from '../lines/read-lines.ts';

async function joined(text: string): Promise<string[]> {
  async function* lines(): AsyncGenerator<Line> {
    for (const line of text.split('\n')) yield await Promise.resolve({ text: line });
  }
  const out: string[] = [];
  for await (const line of joinRecords(lines())) out.push('text' in line ? line.text : `(${String(line.tooLong)})`);
  return out.filter((line) => line !== '');
}

describe('records over several lines', () => {
  it('JSON as any printer indents it comes back as it was, beside single lines', async () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, maxKeys: 6 });
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(record, fc.constantFrom(0, 1, 2, 4, '\t')), { maxLength: 5 }), async (records) => {
      const text = records.map(([value, indent]) => JSON.stringify(value, null, indent)).join('\n');
      expect((await joined(text)).map((line) => JSON.parse(line) as unknown)).toEqual(records.map(([value]) => JSON.parse(JSON.stringify(value)) as unknown));
    }), { numRuns: 300 });
  });

  it('an indented array gives its records', async () => {
    const records = [{ a: { b: [1, { c: '}' }] } }, { d: 'x, {' }];
    expect((await joined(JSON.stringify(records, null, 2))).map((line) => JSON.parse(line) as unknown)).toEqual(records);
    expect((await joined('[\n{"a":1},\n{"b":2}\n]')).map((line) => JSON.parse(line) as unknown)).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('Windows event XML keeps its line feeds, comments before it go with it', async () => {
    const event = '<!-- one -->\n<Event xmlns="x">\n  <Data>a\nb</Data>\n</Event>';
    expect(await joined(`<Events>\n${event}\n${event}\n</Events>\nplain`)).toEqual([event, event, 'plain']);
  });

  it('a cut record takes no other with it', async () => {
    expect(await joined('{"half":\n{"a":1}\nplain\n{"b":\n  1,\nMar  1 10:00:00 h a: m\n<Event>\n<Event>x</Event>\n{')).toEqual(['{"half":', '{"a":1}', 'plain', '{"b":', '  1,', 'Mar  1 10:00:00 h a: m', '<Event>', '<Event>x</Event>', '{']);
  });

  it('holds a bounded number of lines, and gives every one of them', async () => {
    const lines = ['{', ...Array.from({ length: MAX_RECORD_LINES + 10 }, () => ' 1,')];
    expect(await joined(lines.join('\n'))).toEqual(lines);
  });
});
