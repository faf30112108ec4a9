import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { OcsfEvent } from '@watchfloor/ocsf';
import { describe, expect, it } from 'vitest';
import { openSource, type ParsedEvent } from '../src/index.ts';
import { filesUnder, NOW, parseFile, parserFolders, parseText, samplesOf, sharedData } from './fixture.ts';
import { plainTexts, windowsTexts } from './real-texts.ts';

const PACKAGES = ['ocsf-json-schema==1.2.0', 'jsonschema==4.26.0'];

/** Python with the OCSF validator, in a folder of the system's temporary files that later runs use again; or why there is none. */
function validator(): { python: string } | { missing: string } {
  const folder = join(tmpdir(), `watchfloor-ocsf-validator-${String(process.getuid?.() ?? 0)}`);
  const python = join(folder, 'bin', 'python');
  const usable = (): boolean => existsSync(python) && spawnSync(python, ['-c', 'import jsonschema, ocsf_json_schema'], { timeout: 60_000 }).status === 0;
  if (usable()) return { python };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (spawnSync('python3', ['-m', 'venv', folder], { timeout: 120_000 }).status !== 0) return { missing: 'python3 with venv is not there' };
  const pip = spawnSync(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { timeout: 180_000, encoding: 'utf8' });
  return usable() ? { python } : { missing: `pip could not install ${PACKAGES.join(' ')}: ${pip.stderr.trim().split('\n').pop() ?? ''}` };
}

function sampleEvents(): OcsfEvent[] {
  return parserFolders().flatMap((folder) => samplesOf(folder).flatMap((file) => parseFile(file, folder).events.map(({ event }) => event)));
}

/** Up to `most` events, spread over all. */
function spread(events: readonly ParsedEvent[], most: number): OcsfEvent[] {
  const step = Math.max(1, Math.ceil(events.length / most));
  return events.filter((_event, at) => at % step === 0).map(({ event }) => event);
}

function realFiles(data: string): OcsfEvent[] {
  return ['zeek-raw-json', 'zeek-icsnpp', 'suricata-eve', 'zeek-core'].flatMap((folder) => [...filesUnder(join(data, folder))])
    .filter((file) => /\.log$|eve\.json$/.test(file))
    .flatMap((file) => spread(parseFile(file, 'auto').events, 25));
}

function realTexts(data: string): OcsfEvent[] {
  const parse = (text: string): ParsedEvent[] => parseText(text, openSource('auto', { now: NOW })).events;
  const windows = [...windowsTexts(data)].flatMap(({ text }) => spread(parse(text.split('\n').filter((_line, at) => at % 20 === 0).join('\n')), 60));
  return [...windows, ...[...plainTexts(data)].flatMap(({ text }) => spread(parse(text), 60))];
}

function problems(python: string, events: readonly OcsfEvent[]): unknown[] {
  const { stdout, stderr, status } = spawnSync(python, [join(import.meta.dirname, 'validate-ocsf.py')], { input: events.map((event) => `${JSON.stringify(event)}\n`).join(''), encoding: 'utf8', timeout: 240_000, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '').map((line) => {
    const { event, ...problem } = JSON.parse(line) as { event: number; path: string; problem: string };
    return { ...problem, log: events[event]?.metadata.log_name };
  });
}

describe('our events', () => {
  it('are valid OCSF 1.8.0 by ocsf-json-schema: the samples, and a part of the real logs', { timeout: 480_000 }, (context) => {
    const found = validator();
    if ('missing' in found) {
      context.skip(`OCSF validation is skipped: ${found.missing}`);
      return;
    }
    expect(problems(found.python, sampleEvents())).toEqual([]);
    const data = sharedData();
    if (data === undefined) return;
    const real = [...realFiles(data), ...realTexts(data)];
    expect(real.length).toBeGreaterThan(2500);
    expect(problems(found.python, real)).toEqual([]);
  });

  it('have every attribute that the compiled schema requires, and no class attribute that it lacks', (context) => {
    const file = join(sharedData() ?? '', 'ocsf-schema-1.8.0.compiled.json.gz');
    if (!existsSync(file)) {
      context.skip('the compiled OCSF schema is not beside the repository');
      return;
    }
    interface Attribute { requirement?: string; profile?: string | null }
    const { classes } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { classes: Record<string, { uid: number; attributes: Record<string, Attribute> }> };
    for (const event of sampleEvents()) {
      const schema = Object.values(classes).find(({ uid }) => uid === event.class_uid);
      expect(schema, String(event.class_uid)).toBeDefined();
      const profiles = event.metadata.profiles ?? [];
      const attributes = Object.entries(schema?.attributes ?? {}).filter(([, { profile }]) => profile === null || profile === undefined || profiles.includes(profile));
      const names = new Set(attributes.map(([name]) => name));
      const present = Object.entries(JSON.parse(JSON.stringify(event)) as object).map(([name]) => name);
      expect(attributes.filter(([, { requirement }]) => requirement === 'required').map(([name]) => name).filter((name) => !present.includes(name))).toEqual([]);
      expect(present.filter((name) => !names.has(name) && !(name === 'ot' && profiles.includes('ot')))).toEqual([]);
    }
  });
});
