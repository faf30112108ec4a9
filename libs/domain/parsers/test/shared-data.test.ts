import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { OcsfEvent } from '@watchfloor/ocsf';
import { describe, expect, it } from 'vitest';
import { openSource, type ParsedEvent } from '../src/index.ts';
import { filesUnder, NOW, parseFile, parseText, sharedData } from './fixture.ts';

const data = sharedData();
if (data === undefined) process.stderr.write('shared-data tests are skipped: the folder ../shared/data beside the repository is not there\n');

interface LogExpectation {
  rows: number;
  first?: Record<string, unknown>;
  last?: Record<string, unknown>;
  pairs?: (readonly [string, string, number] | { orig: string; resp: string; rows: number })[];
  histogram?: Record<string, unknown>;
  write_or_control_requests?: number | { count: number; rule?: string };
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const logs = (folder: string): string[] => (data === undefined ? [] : [...filesUnder(join(data, folder))].filter((file) => file.endsWith('.log') && !file.includes('_writer-edge-cases')));

/** expected.json of a Zeek log: one file for each log, or one for each case with all its logs. */
function expectationOf(file: string): LogExpectation | undefined {
  const own = file.replace(/\.log$/, '.expected.json');
  if (existsSync(own)) return read(own) as LogExpectation;
  const shared = join(dirname(file), 'expected.json');
  return existsSync(shared) ? (read(shared) as { logs: Record<string, LogExpectation> }).logs[basename(file, '.log')] : undefined;
}

function pairsOf(events: readonly ParsedEvent[]): Map<string, number> {
  const pairs = new Map<string, number>();
  for (const { event } of events) {
    const key = `${event.src_endpoint?.ip ?? event.evidences?.[0]?.src_endpoint?.ip ?? ''} ${event.dst_endpoint?.ip ?? event.evidences?.[0]?.dst_endpoint?.ip ?? ''}`;
    pairs.set(key, (pairs.get(key) ?? 0) + 1);
  }
  return pairs;
}

/** The source's own name of the function: in `unmapped` where it is not the canonical one. */
function funcOf(event: OcsfEvent): string {
  const func = event.unmapped?.['func'];
  return typeof func === 'string' ? func : (event.ot?.function.name ?? '');
}

function histogramOf(events: readonly ParsedEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { event } of events) counts[funcOf(event)] = (counts[funcOf(event)] ?? 0) + 1;
  return counts;
}

describe.skipIf(data === undefined)('real Zeek logs (zeek-icsnpp, zeek-core, zeek-raw-json)', () => {
  const files = ['zeek-icsnpp', 'zeek-core', 'zeek-raw-json'].flatMap(logs);

  it.each(files.map((file) => [file.slice((data ?? '').length + 1), file] as const))('%s: every row, no column lost, the right talkers, functions and times', (_name, file) => {
    const expected = expectationOf(file);
    const { events, unparsed, lost } = parseFile(file, 'auto');
    expect(unparsed).toEqual([]);
    expect(lost).toEqual([]);
    if (expected === undefined) return;
    expect(events).toHaveLength(expected.rows);
    for (const pair of expected.pairs ?? []) {
      const [orig, resp, rows] = 'orig' in pair ? [pair.orig, pair.resp, pair.rows] : pair;
      // expected.json may list one pair once for each port.
      expect(pairsOf(events).get(`${orig} ${resp}`) ?? 0).toBeGreaterThanOrEqual(rows);
    }
    for (const [edge, event] of [[expected.first, events[0]], [expected.last, events.at(-1)]] as const) {
      if (typeof edge?.['ts'] === 'number' && edge['ts'] > 0) expect(event?.timeUs).toBe(Math.round(edge['ts'] * 1e6));
    }
    const log = events[0]?.event.metadata.log_name ?? '';
    if (/^modbus(_detailed)?$/.test(log) && expected.histogram !== undefined) {
      expect(histogramOf(events)).toEqual('values' in expected.histogram ? expected.histogram['values'] : expected.histogram);
    }
    const writes = expected.write_or_control_requests;
    if (/^modbus(_detailed)?$/.test(log) && writes !== undefined) {
      const requests = events.filter(({ event }) => event.ot?.access === 'write' && event.ot.direction !== 'response');
      expect(requests).toHaveLength(typeof writes === 'number' ? writes : writes.count);
    }
  });

  it('gives the same events for a JSON twin as for the ASCII log', () => {
    const twins = logs('zeek-icsnpp').filter((file) => existsSync(file.replace(/\.log$/, '.ndjson')));
    expect(twins.length).toBeGreaterThan(40);
    for (const file of twins) {
      const json = parseFile(file.replace(/\.log$/, '.ndjson'), 'zeek').events;
      const ascii = parseFile(file, 'zeek').events;
      for (const [i, event] of json.entries()) expect(event, `${file} row ${String(i)}`).toEqual(ascii[i]);
    }
  });

  it('tells the logs that have a parser by their columns alone, as by their names', () => {
    for (const file of logs('zeek-raw-json').filter((name) => ['conn.log', 'dns.log', 'http.log', 'ssl.log', 'modbus.log', 'dnp3.log', 'rdp.log'].includes(basename(name)))) {
      const named = parseFile(file, 'zeek').events;
      const anonymous = parseText(readFileSync(file, 'utf8'), openSource('zeek', { now: NOW })).events;
      const same = anonymous.filter((event, i) => event.event.class_uid === named[i]?.event.class_uid).length;
      expect(same / named.length, file).toBeGreaterThan(0.98);
    }
  });
});

describe.skipIf(data === undefined)("the edge cases of Zeek's writers", () => {
  const edge = (name: string): ReturnType<typeof parseFile> => parseFile(join(data ?? '', 'zeek-core/_writer-edge-cases', `scripts.base.frameworks.logging.${name}.log`), 'zeek');

  it('keep every column in every form', () => {
    for (const file of filesUnder(join(data ?? '', 'zeek-core/_writer-edge-cases'))) {
      const { lost, unparsed } = parseFile(file, 'auto');
      expect(lost, file).toEqual([]);
      // The one line whose time was masked to something that is no JSON.
      expect(unparsed, file).toEqual(file.endsWith('ascii-json__ssh.log') ? ['not valid JSON'] : []);
    }
  });

  it('have any separator, escaped separators, bytes that are no UTF-8, and special numbers', () => {
    expect(edge('ascii-binary__ssh').events.map(({ event }) => event.unmapped)).toEqual([{ data: 'abc\n\\xffdef', data2: 'DATA2' }, { data: 'abc|\\xffdef', data2: 'DATA2' }, { data: 'abc\\xff|def', data2: 'DATA2' }]);
    expect(edge('ascii-escape__ssh').events[2]?.event).toMatchObject({ src_endpoint: { ip: '1.2.3.4', port: 1234 }, unmapped: { status: 'fa||ure' } });
    expect(edge('ascii-escape-set-separator__test').events[0]?.event.unmapped).toEqual({ ss: [',', 'CC', ',,', 'AA'] });
    expect(edge('ascii-double__test').events.map(({ event }) => event.unmapped?.['d']).slice(-5)).toEqual([-0, 'inf', '-inf', 0, 'nan']);
    expect(edge('ascii-double__json').events.map(({ event }) => event.unmapped?.['d']).slice(11, 14)).toEqual([3140000000000000, -3140000000000000, 1.79e308]);
  });
});

describe.skipIf(data === undefined)('real Suricata EVE (suricata-eve)', () => {
  const cases = data === undefined ? [] : [...filesUnder(join(data, 'suricata-eve'))].filter((file) => basename(file) === 'eve.json');

  it.each(cases.map((file) => [basename(dirname(file)), file] as const))('%s: every event, no column lost, the alerts by rule and the checks of its authors', (_name, file) => {
    const expected = read(join(dirname(file), 'expected.json')) as { events: Record<string, number>; alerts_by_sid: Record<string, number>; upstream_checks_agreeing: { count: number; match: Record<string, unknown> }[] };
    const { events, unparsed, lost } = parseFile(file, 'auto');
    expect(unparsed).toEqual([]);
    expect(lost).toEqual([]);
    const types: Record<string, number> = {};
    const alerts: Record<string, number> = {};
    for (const { event } of events) {
      types[event.metadata.log_name ?? ''] = (types[event.metadata.log_name ?? ''] ?? 0) + 1;
      const sid = event.finding_info?.analytic?.uid;
      if (event.class_uid === 2004 && sid !== undefined) alerts[sid] = (alerts[sid] ?? 0) + 1;
    }
    expect(types).toEqual(expected.events);
    expect(alerts).toEqual(expected.alerts_by_sid);
    for (const { count, match } of expected.upstream_checks_agreeing) expect(events.filter(({ event }) => meets(event, match)).length, JSON.stringify(match)).toBe(count);
  });
});

/** The checks of suricata-verify that are about what we map, asked of our events; any other check is counted as met by its own events. */
function meets(event: OcsfEvent, match: Record<string, unknown>): boolean {
  const conversation = event.evidences?.[0] ?? event;
  const asked: Record<string, unknown> = {
    event_type: event.metadata.log_name,
    src_ip: conversation.src_endpoint?.ip,
    src_port: conversation.src_endpoint?.port,
    dest_ip: conversation.dst_endpoint?.ip,
    dest_port: conversation.dst_endpoint?.port,
    proto: conversation.connection_info?.protocol_name?.toUpperCase(),
    'alert.signature_id': event.finding_info?.analytic?.uid === undefined ? undefined : Number(event.finding_info.analytic.uid),
    'dnp3.src': event.ot?.source_id,
    'dnp3.dst': event.ot?.unit_id,
    'dnp3.application.function_code': event.ot?.function.code,
  };
  return Object.entries(match).every(([path, value]) => (path in asked && asked[path] !== undefined ? asked[path] === value : isDeepStrictEqual(leafOf(event, path), value)));
}

/** What the event still holds under an EVE path: in `unmapped`, or moved to the attributes that the parsers use. */
function leafOf(event: OcsfEvent, path: string): unknown {
  const moved: Record<string, unknown> = {
    'flow.pkts_toserver': event.traffic?.packets_out, 'flow.pkts_toclient': event.traffic?.packets_in, 'flow.bytes_toserver': event.traffic?.bytes_out, 'flow.bytes_toclient': event.traffic?.bytes_in,
    'flow.state': event.status_code, 'flow.reason': event.status_detail, app_proto: event.app_protocol_name, 'alert.signature': event.finding_info?.title, 'alert.category': event.finding_info?.analytic?.category,
    'alert.rev': event.finding_info?.analytic?.version === undefined ? undefined : Number(event.finding_info.analytic.version), 'alert.action': event.action,
    'modbus.request.transaction_id': event.ot?.transaction_id, 'modbus.request.unit_id': event.ot?.unit_id, 'modbus.request.function_raw': event.ot?.function.code,
    'dnp3.application.control.sequence': event.ot?.transaction_id,
  };
  if (path.startsWith('dnp3.iin.indicators[')) return (event.ot?.indications as unknown[] | undefined)?.[Number(/\d+/.exec(path.slice(5))?.[0])];
  if (moved[path] !== undefined) return moved[path];
  let at: unknown = event.unmapped;
  for (const key of path.split(/[.[\]]+/).filter((part) => part !== '')) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  return at;
}
