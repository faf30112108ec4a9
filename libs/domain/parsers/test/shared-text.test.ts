import { describe, expect, it } from 'vitest';
import { openSource } from '../src/index.ts';
import { NOW, parseText, sharedData } from './fixture.ts';
import { plainTexts, windowsTexts } from './real-texts.ts';

const data = sharedData();

describe.skipIf(data === undefined)('real logs that are neither Zeek nor Suricata', () => {
  const texts = data === undefined ? [] : [...plainTexts(data)];

  it.each(texts)('$name: every line parses, no column lost', ({ text }) => {
    const { events, unparsed, lost } = parseText(text, openSource('auto', { now: NOW }));
    expect(unparsed).toEqual([]);
    expect(lost).toEqual([]);
    expect(events).toHaveLength(text.split('\n').filter((line) => line.trim() !== '').length);
  });

  it('windows-otrf: events of recorded attacks parse, no column lost', () => {
    let files = 0;
    for (const { name, text } of windowsTexts(data ?? '')) {
      const some = text.split('\n').filter((_line, at) => at % 20 === 0).join('\n');
      const { events, unparsed, lost } = parseText(some, openSource('auto', { now: NOW }));
      expect(unparsed, name).toEqual([]);
      expect(lost, name).toEqual([]);
      expect(events.length, name).toBeGreaterThan(0);
      files++;
    }
    expect(files).toBeGreaterThan(10);
  });
});
