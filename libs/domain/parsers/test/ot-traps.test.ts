import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OcsfEvent } from '@watchfloor/ocsf';
import { describe, expect, it } from 'vitest';
import { openSource } from '../src/index.ts';
import { filesUnder, NOW, parseFile, sharedData } from './fixture.ts';

const data = sharedData();
if (data === undefined) process.stderr.write('OT expectations on real logs are skipped: the folder ../shared/data beside the repository is not there\n');

const IDS = '"ts":1772359200.5,"uid":"C1","id.orig_h":"10.0.0.1","id.orig_p":50000,"id.resp_h":"10.0.0.2","id.resp_p":44818';

function event(log: string, columns: string, source = 'zeek'): OcsfEvent {
  const parsed = openSource(source, { log, now: NOW }).parse(`{${columns}}`);
  if (parsed?.ok !== true) throw new Error(`did not parse: ${columns}`);
  return parsed.event;
}

/** As a detection counts them: writes and controls that were asked for. */
function asked(events: readonly OcsfEvent[]): number {
  return events.filter(({ ot }) => (ot?.access === 'write' || ot?.access === 'control') && ot.direction !== 'response').length;
}

describe('traps of OT logs', () => {
  it('EtherNet/IP: source_h flips with each message, the source of the event does not, and a write counts once', () => {
    const request = event('cip', `${IDS},"is_orig":true,"source_h":"10.0.0.1","direction":"request","cip_service_code":"0x10","cip_service":"Set Attribute Single","class_id":"0x8b"`);
    const answer = event('cip', `${IDS},"is_orig":false,"source_h":"10.0.0.2","direction":"response","cip_service_code":"0x10","cip_service":"Set Attribute Single","cip_status_code":"0x00","cip_status":"Success"`);
    for (const { src_endpoint, dst_endpoint } of [request, answer]) expect([src_endpoint?.ip, dst_endpoint?.ip]).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(asked([request, answer])).toBe(1);
    expect(request.ot).toMatchObject({ protocol: 'cip', function: { code: 16 }, object: { class_id: 139 }, session_role: 'client' });
    expect(answer.ot?.exception).toBeUndefined();
  });

  it('EtherCAT: no id.*, only MAC addresses, or nothing at all', () => {
    const register = event('ecat_registers', '"ts":1,"srcmac":"02:00:00:00:00:01","dstmac":"ff:ff:ff:ff:ff:ff","Command":"FPWR","Slave_Addr":"0x03","Register_Addr":"0x120"');
    expect(register).toMatchObject({ class_uid: 4001, src_endpoint: { mac: '02:00:00:00:00:01' }, ot: { access: 'write', unit_id: 3, address: { start: 0x120 } } });
    expect(event('ecat_dev_info', '"ts":1,"slave_id":"0x03","revision":"0x12"')).toMatchObject({ class_uid: 0, ot: { protocol: 'ethercat', unit_id: 3 } });
  });

  it('masked time: the time of receipt, said so, and the mask kept', () => {
    const masked = event('cip', IDS.replace('1772359200.5', '"XXXXXXXXXX.XXXXXX"'));
    expect(masked.metadata.labels).toEqual(['time-missing']);
    expect(masked.unmapped).toMatchObject({ ts: 'XXXXXXXXXX.XXXXXX' });
  });

  it('Modbus: the core log and the detailed log of one packet pair by uid and transaction', () => {
    const core = event('modbus', `${IDS},"tid":7,"unit":1,"func":"WRITE_SINGLE_REGISTER","pdu_type":"REQ"`);
    const detailed = event('modbus_detailed', `${IDS},"tid":7,"unit":1,"func":"WRITE_SINGLE_REGISTER","address":4,"modbus_detailed_link_id":"L"`);
    const key = ({ connection_info, ot }: OcsfEvent): unknown[] => [connection_info?.uid, ot?.transaction_id, ot?.function.code, ot?.access];
    expect(key(core)).toEqual(key(detailed));
  });

  it('Modbus: unknown-171 is function 43 refused, and an exception row is a response of the function', () => {
    expect(event('modbus', `${IDS},"tid":7,"func":"unknown-171","pdu_type":"RESP"`).ot).toMatchObject({ function: { code: 43 }, direction: 'response', exception: { name: 'UNKNOWN' } });
    expect(event('modbus', `${IDS},"func":"READ_HOLDING_REGISTERS_EXCEPTION","exception":"ILLEGAL_DATA_ADDRESS"`).ot).toMatchObject({ function: { code: 3 }, exception: { code: 2 } });
  });

  it('DNP3: select and operate are two control requests, their echo is none', () => {
    const rows = [['SELECT', true], ['RESPONSE', false], ['OPERATE', true], ['RESPONSE', false]] as const;
    const events = rows.map(([name, sent]) => event('dnp3_control', `${IDS},"is_orig":${String(sent)},"block_type":"Control Relay Output Block","function_code":"${name}","index_number":3,"trip_control_code":"Trip"`));
    expect(asked(events)).toBe(2);
    expect(events[0]?.ot?.object).toMatchObject({ group: 12, variation: 1, index: 3 });
  });

  it('IEC 104: an activation is a control request, its confirmation is not; unknown objects are refusals', () => {
    const row = (cause: number): OcsfEvent => event('104', `${IDS},"asdu_type":45,"cot":${String(cause)},"asdu_address":10,"ioa":[2001]`);
    expect(asked([6, 7, 10, 47].map(row))).toBe(1);
    expect(row(6).ot?.object).toEqual({ type: 'C_SC_NA_1', asdu_type: 45, common_address: 10, ioa: [2001], cause: 6 });
    expect(row(47).ot?.exception).toEqual({ code: 47, name: 'UNKNOWN_OBJECT_ADDRESS' });
  });

  it('MQTT: a payload of bytes is text, kept as logged, by Zeek and by Suricata', () => {
    expect(event('mqtt_publish', `${IDS},"topic":"t","payload":"\\\\xff\\\\xd8"`).unmapped).toMatchObject({ payload: String.raw`\xff\xd8` });
    const eve = event('mqtt', '"timestamp":"2026-03-01T10:00:00Z","event_type":"mqtt","src_ip":"10.0.0.1","dest_ip":"10.0.0.2","mqtt":{"publish":{"message":"\\\\xff\\\\xd8"}}', 'suricata');
    expect(eve.unmapped).toEqual({ mqtt: { publish: { message: String.raw`\xff\xd8` } } });
  });

  it('Suricata: Modbus function 8 without an answer is a diagnostic request', () => {
    const eve = event('modbus', '"timestamp":"2026-03-01T10:00:00Z","event_type":"modbus","src_ip":"10.0.0.1","dest_ip":"10.0.0.2","modbus":{"id":1,"request":{"transaction_id":0,"unit_id":10,"function_raw":8,"function_code":"Diagnostic"}}', 'suricata');
    expect(eve.ot).toMatchObject({ function: { code: 8 }, access: 'diagnostic', direction: 'request' });
    expect(eve.ot?.exception).toBeUndefined();
  });
});

describe.skipIf(data === undefined)('writes and controls of real ICSNPP logs', () => {
  const cases = data === undefined ? [] : [...filesUnder(join(data, 'zeek-icsnpp'))].filter((file) => file.endsWith('expected.json')).flatMap((file) => {
    const { logs } = JSON.parse(readFileSync(file, 'utf8')) as { logs: Record<string, { write_or_control_requests?: { count: number } }> };
    return Object.entries(logs).flatMap(([log, { write_or_control_requests: writes }]) => (writes === undefined ? [] : [[file.replace('expected.json', `${log}.log`), writes.count] as const]));
  });

  it('are known for some logs', () => {
    expect(cases.length).toBeGreaterThan(5);
  });

  it.each(cases)('%s has %i', (file, count) => {
    expect(existsSync(file)).toBe(true);
    expect(asked(parseFile(file, 'auto').events.map((parsed) => parsed.event))).toBe(count);
  });
});
