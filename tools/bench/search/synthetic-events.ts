/** What the synthetic events are drawn from; the named searches ask for values that this makes. */
export const TENANTS = 50;
export const DAYS = 30;

/** Tenant number n of the benchmark, largest first: number 0 has about 27 % of the rows, number 49 about 0.7 %. */
export function benchTenant(n: number): string {
  return `00000000-0000-8000-8000-${n.toString(16).padStart(12, '0')}`;
}

const hash = (what: number, of = 'number'): string => `cityHash64(${of}, ${what})`;
const pick = (what: number, among: number): string => `${hash(what)} % ${among}`;
const uuidOf = (kind: string, number: string): string => `toUUID(concat('${kind}-0000-8000-8000-', lower(leftPad(hex(toUInt32(${number})), 12, '0'))))`;
const external = (what: number): string => `IPv4NumToString(toUInt32(1600000000 + toUInt32(1000000 * pow((${pick(what, 1_000_003)}) / 1000003, 4))))`;

/**
 * `INSERT INTO table (columns) SELECT …` of the events numbered [first, first + count) of `total`, in order of time over 30 days that end
 * at `endSeconds`. Like a plant's mix: Zeek conn and Modbus 72 %, DNS 10 %, HTTP 6 %, logons 8 %, processes 4 %; 800 internal addresses a tenant that talk to five
 * others each, a million external ones that follow a skewed law, 5,000 user names, a unique id per line, a raw JSON line of about 330 bytes.
 */
export function syntheticInsert(table: string, first: number, count: number, total: number, endSeconds: number): string {
  const stepUs = Math.floor((DAYS * 86_400_000_000) / total);
  const startUs = `toInt64(${endSeconds - DAYS * 86_400}) * 1000000`;
  return `
INSERT INTO ${table} (tenant_id, event_id, time, ingested_at, sensor_id, site_id, source, class_uid, activity_id, type_uid, severity_id,
  src_ip, src_port, src_mac, dst_ip, dst_port, dst_mac, src_asset_id, dst_asset_id, src_zone_id, dst_zone_id, app_protocol,
  ot_function_code, ot_function, ot_access, ot_unit_id, ot_address_start, ot_address_count, message, attrs, flags, raw)
WITH
  toUInt32(floor(${TENANTS} * pow((${pick(1, 1_000_003)}) / 1000003, 3))) AS t,
  ${pick(2, 100)} AS kind,
  kind < 34 AS is_conn, kind >= 34 AND kind < 72 AS is_ot, kind >= 72 AND kind < 82 AS is_dns, kind >= 82 AND kind < 88 AS is_http, kind >= 88 AND kind < 96 AS is_logon,
  ${startUs} + number * ${stepUs} + ${pick(3, stepUs)} AS us,
  ${pick(4, 64)} AS site_part,
  ${pick(10, 800)} AS from_host, cityHash64(from_host, t, ${pick(12, 5)}) % 800 AS to_host,
  concat('10.', toString(t), '.', toString(from_host % 4), '.', toString(1 + intDiv(from_host, 4))) AS inside,
  concat('10.', toString(t), '.', toString(to_host % 4), '.', toString(1 + intDiv(to_host, 4))) AS plant,
  ${external(14)} AS outside,
  multiIf(is_ot, [3, 3, 3, 4, 1, 2, 16, 6, 5, 43][1 + ${pick(5, 10)}], -1) AS fc,
  multiIf(fc = 3, 'READ_HOLDING_REGISTERS', fc = 4, 'READ_INPUT_REGISTERS', fc = 1, 'READ_COILS', fc = 2, 'READ_DISCRETE_INPUTS', fc = 16, 'WRITE_MULTIPLE_REGISTERS',
    fc = 6, 'WRITE_SINGLE_REGISTER', fc = 5, 'WRITE_SINGLE_COIL', fc = 43, 'READ_DEVICE_IDENTIFICATION', '') AS fn,
  concat('C', substring(base64Encode(reinterpretAsString(${hash(6)})), 1, 8), substring(base64Encode(reinterpretAsString(${hash(7)})), 1, 8)) AS uid,
  concat('operator', toString(${pick(8, 5000)})) AS person,
  concat('host', toString(${pick(9, 3000)}), '.plant', toString(t), '.example') AS host,
  multiIf(is_ot, plant, is_dns, concat('10.', toString(t), '.0.2'), is_conn AND ${pick(20, 4)} > 0, plant, outside) AS target,
  toUInt16(multiIf(is_ot, 502, is_dns, 53, is_http, if(${pick(21, 3)} = 0, 80, 443), is_logon, 22, [443, 443, 80, 445, 3389, 22, 123, 8080, 44818, 102, 47808, 20000][1 + ${pick(22, 12)}])) AS port,
  toUInt16(32768 + ${pick(23, 28_000)}) AS from_port,
  multiIf(is_ot, concat(fn, ' to unit ', toString(1 + ${pick(26, 32)})), is_logon, concat(if(${pick(29, 20)} = 0, 'Failed password for ', 'Accepted publickey for '), person, ' from ', inside, ' port ', toString(from_port), ' ssh2'), is_dns, host, '') AS said
SELECT
  ${uuidOf('00000000', 't')}, reinterpretAsUUID(sipHash128(number)),
  fromUnixTimestamp64Micro(us, 'UTC'), fromUnixTimestamp64Milli(intDiv(us, 1000) + 200 + ${pick(24, 3000)}, 'UTC'),
  ${uuidOf('00000001', 't * 64 + site_part')}, ${uuidOf('00000002', 't * 4 + site_part % 4')},
  multiIf(is_conn, 'zeek-conn', is_ot, 'zeek-modbus', is_dns, 'zeek-dns', is_http, 'zeek-http', is_logon, 'linux-auth', 'windows-sysmon'),
  toUInt32(multiIf(is_conn OR is_ot, 4001, is_dns, 4003, is_http, 4002, is_logon, 3002, 1007)), 6,
  toUInt32(multiIf(is_conn OR is_ot, 400106, is_dns, 400306, is_http, 400206, is_logon, 300206, 100706)), toUInt8(if(${pick(25, 50)} = 0, 4, 1)),
  inside, from_port, if(is_ot, concat('00:1b:1b:', lower(hex(toUInt8(t))), ':', lower(hex(toUInt8(from_host % 256)))), ''), target, port, '',
  if(is_ot, reinterpretAsUUID(sipHash128(inside)), toUUID('00000000-0000-0000-0000-000000000000')),
  if(is_ot, reinterpretAsUUID(sipHash128(target)), toUUID('00000000-0000-0000-0000-000000000000')),
  ${uuidOf('00000003', 't * 4')}, ${uuidOf('00000003', 't * 4 + 1')},
  multiIf(is_ot, 'modbus', is_dns, 'dns', is_http, 'http', is_logon, 'ssh', port = 443, 'ssl', ''),
  toInt32(fc), fn, multiIf(fc IN (5, 6, 16), 'write', fc > 0, 'read', ''), toInt32(if(is_ot, 1 + ${pick(26, 32)}, -1)), toInt64(if(is_ot, ${pick(27, 400)}, -1)), toInt64(if(is_ot, 1 + ${pick(28, 16)}, -1)),
  said,
  mapFromArrays(['connection_info.uid', 'metadata.product.name', 'traffic.bytes_in', 'traffic.bytes_out', 'actor.user.name'],
    [concat('"', uid, '"'), '"Zeek"', toString(${pick(30, 60_000)}), toString(${pick(31, 9_000)}), concat('"', person, '"')]), [],
  multiIf(is_logon, concat('<38>1 ', formatDateTime(toDateTime(intDiv(us, 1000000), 'UTC'), '%Y-%m-%dT%H:%i:%SZ'), ' ', host, ' sshd ', toString(${pick(32, 32_000)}), ' - - ', said),
    concat('{"ts":', toString(us / 1000000), ',"uid":"', uid, '","id.orig_h":"', inside, '","id.orig_p":', toString(from_port), ',"id.resp_h":"', target, '","id.resp_p":', toString(port),
      if(is_ot, concat(',"unit":', toString(1 + ${pick(26, 32)}), ',"func":"', fn, '","address":', toString(${pick(27, 400)})),
        if(is_dns, concat(',"query":"', host, '","qtype_name":"A","rcode_name":"NOERROR","answers":["', outside, '"]'),
          concat(',"proto":"tcp","duration":', toString((${pick(33, 100_000)}) / 1000), ',"conn_state":"SF","history":"ShADadFf"'))),
      ',"orig_bytes":', toString(${pick(31, 9_000)}), ',"resp_bytes":', toString(${pick(30, 60_000)}), ',"orig_pkts":', toString(1 + ${pick(34, 40)}), ',"user":"', person, '"}')) AS line
FROM numbers(${first}, ${count})`;
}
