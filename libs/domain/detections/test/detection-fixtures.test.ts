import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMatcher, detections, distinctFindings, findingOf, type Detection, type Finding } from '../src/index.ts';
import { addressesOf, eventsOf, fixturesIn, SENSOR, waterPlant, type Fixture } from './fixture.ts';

const root = join(import.meta.dirname, '../src');
const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'detection.ts')));
const facts = waterPlant();

function findingsOf(detection: Detection, fixture: Fixture): Finding[] {
  const events = eventsOf(fixture, facts);
  if (detection.kind === 'event') {
    const matcher = createMatcher({ detections: [detection], onError: (_id, error) => { throw error; } });
    return distinctFindings(events.flatMap((event) => matcher.matchEvent(event, facts)));
  }
  return [...(fixture.observations ?? []), ...addressesOf(events)].filter((seen) => seen.kind === detection.observes).flatMap((seen) => {
    const match = detection.decide(seen, facts);
    if (match === undefined) return [];
    const ip = seen.kind === 'address' ? seen.ip : '';
    const eventIds = seen.kind === 'address' ? [seen.sampleEventId] : [];
    return [findingOf({ tenantId: facts.tenantId, detectionId: detection.id, detectionVersion: detection.version, kind: 'query', siteId: seen.siteId, sensorId: SENSOR, timeUs: 0, srcIp: ip, dstIp: '', eventIds }, match)];
  });
}

describe('every detection folder', () => {
  it('is registered under its own name', () => {
    expect(detections.map((detection) => detection.id)).toEqual(folders);
  });

  it.each(detections.map((detection) => [detection.id, detection] as const))('%s has samples that fire and samples that stay quiet', (id) => {
    for (const side of ['fires', 'quiet'] as const) expect(fixturesIn(join(root, id), side).length, `${id}/${side}`).toBeGreaterThan(0);
  });
});

describe.each(detections.map((detection) => [detection.id, detection] as const))('%s', (id, detection) => {
  it.each(fixturesIn(join(root, id), 'fires'))('fires: %s', (_name, fixture) => {
    const findings = findingsOf(detection, fixture);
    expect(findings).toMatchObject(fixture.expected ?? [{ missing: 'expected' }]);
    for (const finding of findings) {
      expect(finding.techniques.every((technique) => /^T\d{4}(\.\d{3})?$/.test(technique))).toBe(true);
      expect(finding.reason).toMatch(/\.$/);
      expect(finding.nextSteps.length).toBeGreaterThan(0);
    }
    expect(findingsOf(detection, fixture)).toEqual(findings);
  });

  it.each(fixturesIn(join(root, id), 'quiet'))('stays quiet: %s', (_name, fixture) => {
    expect(eventsOf(fixture, facts).length + (fixture.observations?.length ?? 0)).toBeGreaterThan(0);
    expect(findingsOf(detection, fixture)).toEqual([]);
  });
});
