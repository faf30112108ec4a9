import { deterministicId } from '@watchfloor/core/ids';
import type { OcsfEvent } from '@watchfloor/ocsf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventRow, ocsfOfRow, type EventEnvelope, type EventRecord } from '../src/index.ts';
import { T0, WATER } from './fixtures.ts';

const envelope: EventEnvelope = {
  tenantId: WATER, eventId: deterministicId('e'), sensorId: deterministicId('s'), siteId: deterministicId('site'), source: 'zeek-conn', timeUs: T0, ingestedAtMs: T0 / 1000,
  srcAssetId: '', dstAssetId: '', srcZoneId: '', dstZoneId: '', flags: [], raw: '',
};
const recordOf = (event: OcsfEvent): EventRecord => {
  const { attrs, ...row } = eventRow(event, envelope);
  return { ...row, attrs: attrs.entries() } as unknown as EventRecord;
};

const short = fc.string({ maxLength: 20 });
const endpoint = fc.record({ ip: fc.constantFrom('10.0.0.1', '', 'fe80::1'), port: fc.nat(70_000), mac: short, hostname: short }, { requiredKeys: [] });
const anyEvent = fc.record({
  class_uid: fc.constantFrom(4001, 4003, 2004, 0), category_uid: fc.constantFrom(4, 2, 0), type_uid: fc.nat(500_000), activity_id: fc.integer({ min: -1, max: 300 }), severity_id: fc.nat(6), time: fc.constantFrom(T0 / 1000, 5),
  metadata: fc.constant({ version: '1.8.0', product: { name: 'Zeek' } }), message: fc.constantFrom('', 'a message', '12', '{"a":1}'), src_endpoint: endpoint, dst_endpoint: endpoint, app_protocol_name: fc.constantFrom('modbus', 'dns', ''),
  ot: fc.record({
    protocol: fc.constantFrom('modbus', 'dnp3'), function: fc.record({ code: fc.integer({ min: -2, max: 300 }), name: short }, { requiredKeys: ['name'] }), access: fc.constantFrom('read', 'write', ''), direction: fc.constant('request'),
    unit_id: fc.integer({ min: -1, max: 255 }), address: fc.record({ kind: short, start: fc.oneof(fc.integer(), fc.constant(1.5)), count: fc.nat() }, { requiredKeys: ['kind'] }), values: fc.array(fc.oneof(short, fc.nat())),
  }, { requiredKeys: ['protocol', 'function'] }),
  unmapped: fc.dictionary(fc.constantFrom('a.b', 'a', 'back\\slash', 'n', 'é'), fc.jsonValue({ maxDepth: 2 })),
}, { requiredKeys: ['class_uid', 'category_uid', 'type_uid', 'activity_id', 'severity_id', 'time', 'metadata'] });

describe('the row of an event', () => {
  it('gives back the event that it was made of, whatever the columns could not hold', () => {
    fc.assert(fc.property(anyEvent, (event) => {
      const json = JSON.parse(JSON.stringify(event)) as OcsfEvent;
      expect(ocsfOfRow(recordOf(json))).toEqual(json);
    }), { numRuns: 500 });
  });

  it('fills the columns that are searched, and repeats nothing of them in attrs', () => {
    const event = {
      class_uid: 4001, category_uid: 4, type_uid: 400_106, activity_id: 6, severity_id: 1, time: T0 / 1000, metadata: { version: '1.8.0', product: { name: 'Zeek' } }, src_endpoint: { ip: '10.0.0.1', port: 4000 },
      dst_endpoint: { ip: '10.0.1.1', port: 502 }, ot: { protocol: 'modbus', function: { code: 6, name: 'WRITE_SINGLE_REGISTER' }, access: 'write', direction: 'request', unit_id: 1, address: { kind: 'holding_register', start: 100, count: 1 }, values: [77] },
    } as const;
    const row = recordOf(event as unknown as OcsfEvent);
    expect(row).toMatchObject({ srcIp: '10.0.0.1', dstPort: 502, appProtocol: 'modbus', otFunctionCode: 6, otFunction: 'WRITE_SINGLE_REGISTER', otAccess: 'write', otUnitId: 1, otAddressStart: 100, otAddressCount: 1 });
    expect(Object.keys(row.attrs).sort()).toEqual(['metadata.product.name', 'metadata.version', 'ot.address.kind', 'ot.direction', 'ot.protocol', 'ot.values']);
  });

  it('finds the endpoints of a detection finding in its evidence', () => {
    const event = { class_uid: 2004, category_uid: 2, type_uid: 200_401, activity_id: 1, severity_id: 3, time: T0 / 1000, metadata: { version: '1.8.0', product: { name: 'Suricata' } }, finding_info: { uid: '1', title: 'x' }, evidences: [{ src_endpoint: { ip: '10.9.9.9' }, dst_endpoint: { ip: '10.9.9.1', port: 502 } }] };
    const row = recordOf(event as unknown as OcsfEvent);
    expect(row).toMatchObject({ srcIp: '10.9.9.9', dstIp: '10.9.9.1', dstPort: 502 });
    expect(ocsfOfRow(row)).toEqual(event);
  });
});
