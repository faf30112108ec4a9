import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource, parsers, sourceIds } from '../src/index.ts';
import { NOW, parseFile, parserFolders, parseText, samplesOf, SRC } from './fixture.ts';

const folders = parserFolders();
const samples = folders.flatMap((folder) => samplesOf(folder).map((file) => [folder, basename(file), file] as const));

describe('every parser folder', () => {
  it('is registered under its own name, in order', () => {
    expect(parsers.map((parser) => parser.id)).toEqual(folders);
  });

  it.each(folders)('%s has samples and says where its format is defined', (folder) => {
    expect(samplesOf(folder).length).toBeGreaterThan(0);
    expect(existsSync(join(SRC, folder, 'README.md'))).toBe(true);
  });

  it.each(samples)('%s reads %s as its golden events say, and loses no column', async (folder, _name, file) => {
    const { events, unparsed, lost } = parseFile(file, folder);
    expect(unparsed).toEqual([]);
    expect(lost).toEqual([]);
    const golden = events.map(({ timeUs, event }) => ({ timeUs, event }));
    await expect(`${JSON.stringify(golden, null, 2)}\n`).toMatchFileSnapshot(file.replace(/\.\w+$/, '.events.json'));
  });

  it.each(samples)('%s: %s gives the same events by its family and by auto, once the log is named', (folder, _name, file) => {
    const own = parseFile(file, folder).events;
    const family = parsers.find(({ id }) => id === folder)?.source ?? '';
    const fileName = `${own[0]?.event.metadata.log_name ?? ''}.log`;
    for (const source of [family, 'auto']) expect(parseText(readFileSync(file, 'utf8'), openSource(source, { fileName, now: NOW })).events).toEqual(own);
  });
});

describe('openSource', () => {
  it('knows auto, the families and the folders, and nothing else', () => {
    const formats = new Set(parsers.flatMap(({ format }) => format?.id ?? []));
    expect([...sourceIds()].sort()).toEqual([...new Set(['auto', 'zeek', 'suricata', ...formats, ...folders])].sort());
    for (const id of ['', 'Zeek', 'constructor', '__proto__', 'toString']) expect(() => openSource(id, { now: 0 })).toThrow(RangeError);
  });
});
