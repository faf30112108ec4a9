import { describe, expect, it } from 'vitest';
import { createMatcher, detections, findingOf, type EventDetection, type SetAside } from '../src/index.ts';
import { eventsOf, waterPlant } from './fixture.ts';

const facts = waterPlant();
const [event] = eventsOf({ about: '', source: 'zeek', lines: [{ _path: 'modbus', ts: 1_795_314_434.25, uid: 'C1', 'id.orig_h': '10.20.30.44', 'id.orig_p': 1, 'id.resp_h': '10.20.10.13', 'id.resp_p': 502, tid: 1, unit: 1, func: 'WRITE_SINGLE_COIL', pdu_type: 'REQ' }] }, facts);
if (event === undefined) throw new Error('the line must parse');

const broken = (fail: (calls: number) => boolean): EventDetection => {
  let calls = 0;
  return {
    id: 'broken', version: 1, title: 'Broken', kind: 'event', classes: [4001],
    match: () => {
      if (fail(++calls)) throw new Error(`call ${calls}`);
      return undefined;
    },
  };
};

describe('the matcher', () => {
  it('lets every detection that matches fire', () => {
    const ids = createMatcher({ detections }).matchEvent(event, facts).map((finding) => finding.detectionId);
    expect(ids).toEqual(['modbus-write', 'zone-violation']);
  });

  it('sets a detection aside for the tenant whose events it keeps failing on, and goes on with the rest', () => {
    const reports: SetAside[] = [];
    let errors = 0;
    const matcher = createMatcher({ detections: [broken(() => true), ...detections], errorLimit: 3, onError: () => errors++, onSetAside: (report) => reports.push(report) });
    for (let i = 0; i < 10; i++) expect(matcher.matchEvent(event, facts)).toHaveLength(2);
    expect(errors).toBe(3);
    expect(reports).toMatchObject([{ detectionId: 'broken', tenantId: event.tenantId, errors: 3 }]);
    matcher.matchEvent({ ...event, tenantId: '0d3f0000-0000-8000-8000-000000000002' }, facts);
    expect(errors).toBe(4);
  });

  it('forgives failures that are not in a row', () => {
    const reports: SetAside[] = [];
    const matcher = createMatcher({ detections: [broken((calls) => calls % 3 !== 0)], errorLimit: 3, onSetAside: (report) => reports.push(report) });
    for (let i = 0; i < 30; i++) matcher.matchEvent(event, facts);
    expect(reports).toEqual([]);
  });

  it('gives findings ids of the tenant: the same packet of another tenant is another finding', () => {
    const matcher = createMatcher({ detections });
    const other = matcher.matchEvent({ ...event, tenantId: '0d3f0000-0000-8000-8000-000000000002' }, facts);
    expect(matcher.matchEvent(event, facts)[0]?.findingId).not.toBe(other[0]?.findingId);
  });

  it('derives an id from the events where a match has no identity of its own', () => {
    const source = { tenantId: 't', detectionId: 'd', detectionVersion: 1, kind: 'event' as const, siteId: '', sensorId: '', timeUs: 1, srcIp: '', dstIp: '', eventIds: ['e1'] };
    const match = { title: '', reason: '', severityId: 1 as const, confidence: 1, techniques: [], matched: {}, nextSteps: [], groupKey: 'g' };
    expect(findingOf(source, match).findingId).toBe(findingOf({ ...source, timeUs: 2 }, match).findingId);
    expect(findingOf(source, match).findingId).not.toBe(findingOf({ ...source, eventIds: ['e2'] }, match).findingId);
    expect(findingOf(source, match).findingId).not.toBe(findingOf({ ...source, detectionVersion: 2 }, match).findingId);
  });
});
