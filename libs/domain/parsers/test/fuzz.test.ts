import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARSER_FAULT, openSource, sourceIds, type ParsedEvent } from '../src/index.ts';
import { NOW, parserFolders, parseText, samplesOf } from './fixture.ts';

const lines = parserFolders().flatMap(samplesOf).flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter((line) => line !== '');

/** Sources that read any of the lines get more runs; `npm run bench -- fuzz` has the ten millions. */
const WHOLE_FAMILIES: ReadonlySet<string> = new Set(['auto', 'zeek', 'suricata', 'windows', 'cef']);

/** Cuts, repeats, swaps and replaces parts of real lines. */
const mutated = fc.tuple(fc.constantFrom(...lines), fc.constantFrom(...lines), fc.array(fc.tuple(fc.nat(), fc.nat(60), fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '{', '[', ',', ':', '\t', '|', 'null', '-1', '1e999', '#', '\u0000', '\ud800', '"__proto__":', '":'))), { maxLength: 4 })).map(([line, other, edits]) => {
  let text = line;
  for (const [at, length, put] of edits) {
    const from = at % (text.length + 1);
    text = text.slice(0, from) + (length % 3 === 0 ? other.slice(from % (other.length + 1), (from % (other.length + 1)) + length) : put) + text.slice(from + length);
  }
  return text;
});

/** Records whose known columns hold values of any type. */
const columns = [...new Set(lines.filter((line) => line.startsWith('{')).flatMap((line) => Object.keys(JSON.parse(line) as object)))];
const hostile = fc.dictionary(fc.oneof(fc.constantFrom(...columns), fc.string()), fc.oneof(fc.jsonValue(), fc.constantFrom('10.0.0.1', '::1', 502, 'READ_COILS', 'unknown-171', true, -1, 1e18)), { maxKeys: 30 });

function check(parsed: ParsedEvent): void {
  expect(Number.isSafeInteger(parsed.timeUs)).toBe(true);
  expect(parsed.event.time).toBe(Math.floor(parsed.timeUs / 1000));
  expect(parsed.event.type_uid).toBe(parsed.event.class_uid * 100 + parsed.event.activity_id);
  expect(() => JSON.stringify(parsed.event)).not.toThrow();
}

/** The same lines at every run, so that a red run is about the change at hand; `npm run bench -- fuzz` looks for new ones. */
const SEED = 20_261_122;

describe('a parser', () => {
  it.each(sourceIds())('%s never throws, never fails inside, and loses no column, whatever the lines', (source) => {
    fc.assert(fc.property(fc.array(fc.oneof(mutated, mutated, hostile.map((record) => JSON.stringify(record)), fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 6 }), (some) => {
      const { events, unparsed, lost } = parseText(some.join('\n'), openSource(source, { now: NOW, timeZone: 'Europe/Rome' }));
      expect(unparsed).not.toContain(PARSER_FAULT);
      expect(lost).toEqual([]);
      events.forEach(check);
    }), { numRuns: WHOLE_FAMILIES.has(source) ? 300 : 80, seed: SEED });
  });

  it('gives the same events in any cut of a stream into batches that keeps the header', () => {
    for (const folder of parserFolders()) for (const file of samplesOf(folder)) {
      const text = readFileSync(file, 'utf8');
      const twice = parseText(`${text}\n${text}`, openSource(folder, { now: NOW })).events;
      const once = parseText(text, openSource(folder, { now: NOW })).events;
      expect(twice).toEqual([...once, ...once]);
    }
  });
});
