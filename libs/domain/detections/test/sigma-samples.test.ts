import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMatcher, loadOcsfRules, sigmaFiles } from '../src/index.ts';
import { eventsOf, waterPlant } from './fixture.ts';

interface Samples {
  readonly source: string;
  readonly fires: readonly object[];
  readonly quiet: readonly object[];
}

const folder = join(import.meta.dirname, '../src/sigma');
const facts = waterPlant();

describe('shipped Sigma rules', () => {
  it('all compile, and travel in the registry as they are in their files', () => {
    expect(loadOcsfRules().refused).toEqual([]);
    for (const file of sigmaFiles) expect(readFileSync(join(folder, file.name), 'utf8'), `${file.name}: run npm run generate`).toBe(file.text);
  });

  it.each(sigmaFiles.map((file) => [file.name, file] as const))('%s fires on its samples and is quiet on the others', (name, file) => {
    const path = join(folder, name.replace(/\.yml$/, '.samples.json'));
    expect(existsSync(path), `${path} is missing`).toBe(true);
    const samples = JSON.parse(readFileSync(path, 'utf8')) as Samples;
    expect(Math.min(samples.fires.length, samples.quiet.length)).toBeGreaterThan(0);
    const matcher = createMatcher({ detections: [], sigmaRules: loadOcsfRules([file]).rules });
    const counts = (lines: readonly object[]): number[] => eventsOf({ about: '', source: samples.source, lines }, facts).map((event) => matcher.matchEvent(event, facts).length);
    expect(counts(samples.fires)).toEqual(samples.fires.map(() => 1));
    expect(counts(samples.quiet)).toEqual(samples.quiet.map(() => 0));
    const [finding] = eventsOf({ about: '', source: samples.source, lines: samples.fires.slice(0, 1) }, facts).flatMap((event) => matcher.matchEvent(event, facts));
    expect(finding).toMatchObject({ kind: 'sigma', severityId: 4 });
    expect(finding?.techniques.length).toBeGreaterThan(0);
    expect(finding?.groupKey).toMatch(/^ot-access:/);
  });
});
