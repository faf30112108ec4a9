import { EVENTS, insertRows, NIL_UUID, type EventRow } from '@watchfloor/clickhouse';
import { deterministicId } from '@watchfloor/core/ids';
import { listObservedAssets, withTenant } from '@watchfloor/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ObserveAssets } from '../src/observe-assets.ts';
import { WatchSensors } from '../src/watch-sensors.ts';
import { CaseBook, createDetectStage, SENSOR, SITE, WATER, type DetectStage } from './stage.ts';

let stage: DetectStage;
beforeAll(async () => {
  stage = await createDetectStage();
});
afterAll(() => stage?.stop());

const anEvent = (n: number, change: Partial<EventRow>): EventRow => ({
  tenantId: WATER, eventId: deterministicId('event', n), timeUs: (stage.now() + n) * 1000, ingestedAtMs: stage.now(), sensorId: SENSOR, siteId: SITE, source: 'zeek-conn', classUid: 4001, activityId: 6, typeUid: 400_106,
  severityId: 1, srcIp: '', srcPort: 40_000, srcMac: '', dstIp: '', dstPort: 502, dstMac: '', srcAssetId: NIL_UUID, dstAssetId: NIL_UUID, srcZoneId: NIL_UUID, dstZoneId: NIL_UUID, appProtocol: '', otFunctionCode: -1, otFunction: '',
  otAccess: '', otUnitId: -1, otAddressStart: -1, otAddressCount: -1, message: '', attrs: {}, flags: [], raw: '{}', ...change,
});
const insert = (rows: EventRow[]): Promise<void> => insertRows(stage.clickhouse, stage.scope(WATER), EVENTS, rows);
const observed = async () => withTenant(stage.postgres, stage.scope(WATER), (tx) => listObservedAssets(stage.scope(WATER), tx, { tenantId: WATER }));
const loops = () => {
  const stores = stage.stores(new CaseBook().gateway);
  return { assets: new ObserveAssets(stores, stage.metrics, stage.log), sensors: new WatchSensors(stores, stage.metrics, stage.log) };
};

describe('addresses on the wire', () => {
  it('of no registered asset become observed assets and one finding each, with how they were judged', async () => {
    await insert([
      anEvent(1, { srcIp: '10.20.10.200', srcMac: '00:0c:29:aa:bb:cc', dstIp: '10.20.10.13', appProtocol: 'modbus', otAccess: 'read' }),
      anEvent(2, { srcIp: '10.20.10.13', dstIp: '10.20.10.50', appProtocol: 'modbus' }),
      anEvent(3, { srcIp: '10.20.10.13', dstIp: '10.20.10.99' }), // nothing answers there
      anEvent(4, { srcIp: '10.20.10.13', dstIp: '203.0.113.5', appProtocol: 'ssl' }),
    ]);
    await loops().assets.cycle();
    const findings = (await stage.findings(WATER)).filter((finding) => finding.detectionId === 'new-device');
    expect(findings.map((finding) => finding.srcIp).sort()).toEqual(['10.20.10.200', '10.20.10.50']);
    expect(findings.find((finding) => finding.srcIp === '10.20.10.200')).toMatchObject({ title: 'New device 10.20.10.200 in Control (level 1)', kind: 'query', eventIds: [deterministicId('event', 1)] });
    const assets = await observed();
    expect(assets.map((asset) => asset.ip).sort()).toEqual(['10.20.10.200', '10.20.10.50']);
    expect(assets.find((asset) => asset.ip === '10.20.10.50')).toMatchObject({ deviceClass: 'OT', purdueLevel: 1, evidence: { confidence: 0.9, serves: ['modbus'] } });
    expect(assets.find((asset) => asset.ip === '10.20.10.200')).toMatchObject({ mac: '00:0c:29:aa:bb:cc' });
  });

  it('seen again, by a service that was started again, are the same assets and no new findings', async () => {
    const before = await observed();
    stage.advance(120_000);
    await insert([anEvent(10, { srcIp: '10.20.10.200', dstIp: '10.20.10.13', appProtocol: 'modbus' })]);
    await loops().assets.cycle();
    expect((await stage.findings(WATER)).filter((finding) => finding.detectionId === 'new-device')).toHaveLength(2);
    const after = await observed();
    expect(after.map((asset) => asset.id)).toEqual(before.map((asset) => asset.id));
    const lastSeen = (rows: typeof after) => rows.find((asset) => asset.ip === '10.20.10.200')?.lastSeen.getTime() ?? 0;
    expect(lastSeen(after)).toBeGreaterThan(lastSeen(before));
  });
});

describe('a sensor', () => {
  it('that falls silent is reported once, and not for the time that we were away', async () => {
    const { sensors } = loops();
    const silent = async () => (await stage.findings(WATER)).filter((finding) => finding.detectionId === 'sensor-silent');
    await sensors.cycle();
    expect(await silent()).toHaveLength(0);
    stage.advance(61_000);
    await loops().sensors.cycle(); // just started: its own absence proves nothing
    expect(await silent()).toHaveLength(0);
    await sensors.cycle();
    await sensors.cycle();
    stage.advance(60_000);
    await sensors.cycle();
    expect(await silent()).toMatchObject([{ sensorId: SENSOR, title: 'Sensor North tap is silent', groupKey: `sensor-silent:${SENSOR}` }]);
  });
});
