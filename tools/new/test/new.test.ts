import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TenantFacts } from '@watchfloor/assets';
import { createMatcher, distinctFindings, type Detection, type EnrichedEvent } from '@watchfloor/detections';
import type { Framework } from '@watchfloor/compliance';
import type * as Parsers from '@watchfloor/parsers';
import type { Channel } from '@watchfloor/channels';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLUGIN_KINDS } from '../../registry/kinds.ts';
import { scaffold, TEMPLATES } from '../scaffold.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
let root: string;

/** What the shared spec of detections reads its fixtures with. */
interface DetectionFixtures<Fixture = { readonly expected?: readonly object[] }> {
  eventsOf(fixture: Fixture, facts: TenantFacts): EnrichedEvent[];
  fixturesIn(folder: string, side: 'fires' | 'quiet'): readonly (readonly [string, Fixture])[];
  waterPlant(): TenantFacts;
}

/** A copy of the folders that hold plug-ins; packages resolve to the repository's. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'watchfloor-new-'));
  for (const library of ['domain/parsers', 'domain/detections', 'domain/compliance', 'store/channels']) {
    mkdirSync(join(root, 'libs', library), { recursive: true });
    for (const part of ['src', 'test', 'package.json']) cpSync(join(repository, 'libs', library, part), join(root, 'libs', library, part), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function load<T>(path: string): Promise<T> {
  return (await import(pathToFileURL(join(root, path)).href)) as T;
}

describe('npm run new', () => {
  it('has a template for each kind that a registry lists, in the same folder', () => {
    expect(TEMPLATES.map(({ kind, folder }) => ({ kind, folder }))).toEqual(expect.arrayContaining(PLUGIN_KINDS.map(({ kind, folder }) => ({ kind, folder }))));
    expect(TEMPLATES).toHaveLength(PLUGIN_KINDS.length);
  });

  it('refuses an unknown kind, a bad name and a name that is taken, and writes nothing', () => {
    const before = readdirSync(join(root, 'libs/domain/detections/src'));
    expect(() => scaffold(root, 'widget', 'x')).toThrow("unknown kind 'widget'; one of: parser, detection, channel, framework");
    for (const name of ['', 'Plc-Stop', 'plc stop', '../plc', 'plc_stop', '-plc', 'plc-']) expect(() => scaffold(root, 'detection', name), name).toThrow('cannot name a detection');
    for (const name of ['ssh', 'zeek', 'netflow-v9']) expect(() => scaffold(root, 'parser', name), name).toThrow('its family and its log');
    expect(() => scaffold(root, 'detection', 'modbus-write')).toThrow('is already there');
    expect(readdirSync(join(root, 'libs/domain/detections/src'))).toEqual(before);
  });

  it.each([['zeek-brand-new', 'brand_new'], ['suricata-brand-new', 'brand_new']])('starts parser %s, which reads its sample without losing a column', async (name, log) => {
    const { written } = scaffold(root, 'parser', name);
    const folder = `libs/domain/parsers/src/${name}`;
    expect(written).toEqual([`${folder}/parser.ts`, `${folder}/README.md`, `${folder}/samples/json.ndjson`, 'libs/domain/parsers/src/registry.ts']);
    expect(readFileSync(join(root, 'libs/domain/parsers/src/registry.ts'), 'utf8')).toContain(`'./${name}/parser.ts'`);
    // A module of its own for each scaffold: the registry of the copy has been written anew.
    const parsers = await load<{ parser: Parsers.LogParser }>(`${folder}/parser.ts`);
    const { lostColumns, openColumns } = await load<typeof Parsers>('libs/domain/parsers/src/lost-columns.ts');
    const line = readFileSync(join(root, folder, 'samples/json.ndjson'), 'utf8').trim();
    const parsed = parsers.parser.open({ now: 0 }).parse(line);
    expect(parsed).toMatchObject({ ok: true, event: { class_uid: 4001, metadata: { log_name: log }, src_endpoint: { ip: '192.0.2.10' }, unmapped: { note: expect.any(String) as string } } });
    if (parsed?.ok) expect(lostColumns(openColumns().columns(line) ?? {}, parsed.event)).toEqual([]);
    expect(parsers.parser.logs).toEqual([log]);
  });

  it('starts a detection, whose samples fire and stay quiet', async () => {
    const { written } = scaffold(root, 'detection', 'plc-stop');
    expect(written).toEqual(['libs/domain/detections/src/plc-stop/detection.ts', 'libs/domain/detections/src/plc-stop/fires/example.json', 'libs/domain/detections/src/plc-stop/quiet/example.json', 'libs/domain/detections/src/registry.ts']);
    const { detections } = await load<{ detections: readonly Detection[] }>('libs/domain/detections/src/registry.ts');
    const { eventsOf, fixturesIn, waterPlant } = await load<DetectionFixtures>('libs/domain/detections/test/fixture.ts');
    const detection = detections.find((one) => one.id === 'plc-stop');
    if (detection === undefined) throw new Error('not registered');
    const facts = waterPlant();
    const matcher = createMatcher({ detections: [detection], onError: (_id, error) => { throw error; } });
    for (const side of ['fires', 'quiet'] as const) {
      for (const [, fixture] of fixturesIn(join(root, 'libs/domain/detections/src/plc-stop'), side)) {
        const events = eventsOf(fixture, facts);
        expect(events.length).toBeGreaterThan(0);
        expect(distinctFindings(events.flatMap((event) => matcher.matchEvent(event, facts)))).toMatchObject(fixture.expected ?? []);
      }
    }
  });

  it('starts a channel that is registered under its name', async () => {
    scaffold(root, 'channel', 'matrix-room');
    const { channels } = await load<{ channels: readonly Channel[] }>('libs/store/channels/src/registry.ts');
    expect(channels.map((channel) => channel.id)).toEqual(['email', 'matrix-room', 'webhook']);
  });

  it('starts a framework with a control that a query proves and one that people prove', async () => {
    scaffold(root, 'framework', 'iec-62443-3-3');
    const { frameworks } = await load<{ frameworks: readonly Framework[] }>('libs/domain/compliance/src/frameworks/registry.ts');
    const framework = frameworks.find((one) => one.id === 'iec-62443-3-3');
    expect(framework?.controls.map((control) => control.proof.kind)).toEqual(['query', 'manual']);
  });
});
