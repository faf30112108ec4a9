import { readFileSync } from 'node:fs';
import { Refused } from '@watchfloor/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchQuery, parseQuery, printQuery, QUERY_LIMITS, QueryProblem, resolveNames, SEARCH_FIELDS, type SearchableEvent } from '../src/index.ts';
import { randomEvent, randomQuery } from './random-query.ts';

const problemOf = (text: string): string => {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof QueryProblem && error.code === 'INVALID_INPUT') return `${error.position}: ${error.message}`;
    throw error;
  }
  return 'none';
};

describe('parsing', () => {
  it('gives what printing printed', () => {
    fc.assert(fc.property(randomQuery, (query) => { expect(parseQuery(printQuery(query))).toEqual(query); }), { numRuns: 2_000 });
  });

  it('of any text throws nothing but a refusal with a position in it', () => {
    const piece = fc.constantFrom('src_ip', ':', '"', '(', ')', '[', ']', '{', '}', ' TO ', ' OR ', ' AND ', 'NOT ', '-', '*', '?', '\\', '>', '<=', ' ', ',', '10.0.0.0/8', '1', 'severity:', 'high', 'unmapped.a:', 'x');
    const soup = fc.oneof(fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 60 }));
    fc.assert(fc.property(soup, (text) => {
      try {
        const query = parseQuery(text);
        expect(parseQuery(printQuery(query))).toEqual(query);
      } catch (error) {
        expect(error).toBeInstanceOf(Refused);
        if (!(error instanceof QueryProblem)) throw error;
        expect(error.position).toBeLessThanOrEqual(text.length);
      }
    }), { numRuns: 5_000 });
  });

  it.each([
    ['scr_ip:10.0.0.1', "0: unknown field 'scr_ip': did you mean src_ip? (at character 1)"],
    ['a AND src_endpoint.ip:10.0.0', "22: '10.0.0' is no address: give an address, a network (10.0.0.0/8) or a wildcard (10.0.*) (at character 23)"],
    ['time:>5', '0: unknown field \'time\': the time window is not part of the query (at character 1)'],
    ['dst_port:http', "9: dst_port takes a whole number, not 'http' (at character 10)"],
    ['severity:urgent', "9: severity takes one of unknown, informational, low, medium, high, critical, fatal, or a number, not 'urgent' (at character 10)"],
    ['src_ip:10.0.0.0/33', "7: '10.0.0.0/33' is no network such as 10.0.0.0/8 or fd00::/8 (at character 8)"],
    ['(a OR b', "0: this '(' is never closed (at character 1)"],
    ['a OR', '4: the query ends where a term should stand (at character 5)'],
    ['a) b', "1: a closing ')' without an opening one (at character 2)"],
    ['"abc', '0: this quote is never closed (at character 1)'],
    ['dst_port:[1 - 5]', '12: a range is written [1 TO 1024], with * for an open end (at character 13)'],
    ['app_protocol:>a', '13: app_protocol takes no range (at character 14)'],
    ['app_protocol:""', '13: app_protocol needs a value: write NOT app_protocol:* for events that have none (at character 14)'],
    ['-'.repeat(20) + 'a', '16: a query nests at most 16 deep (at character 17)'],
    ['a '.repeat(101), '200: a query has at most 100 terms (at character 201)'],
    ['a*b*c* '.repeat(5), '28: a query has at most 12 wildcards (at character 29)'],
    ['x'.repeat(QUERY_LIMITS.length + 1), '4000: a query has at most 4000 characters (at character 4001)'],
  ])('refuses %s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });
});

const EVENT: SearchableEvent = {
  eventId: '00000000-0000-4000-8000-00000000000e', sensorId: '00000000-0000-4000-8000-000000000001', siteId: '', source: 'zeek-modbus', classUid: 4001, activityId: 6, typeUid: 400_106, severityId: 4, srcIp: '10.1.2.3', srcPort: 40_000,
  srcMac: '02:00:00:00:00:01', dstIp: '2001:db8::5', dstPort: 502, dstMac: '', srcAssetId: '00000000-0000-4000-8000-000000000002', dstAssetId: '', srcZoneId: '', dstZoneId: '', appProtocol: 'modbus', otFunctionCode: 6,
  otFunction: 'WRITE_SINGLE_REGISTER', otAccess: 'write', otUnitId: 1, otAddressStart: 100, otAddressCount: -1, message: 'Write of 10.1.2.3 to unit-7', raw: '{"id.orig_h":"10.1.2.3","uid":"CxYz9"}', flags: ['late'],
  attrs: { 'unmapped.rows': '12', 'unmapped.code': '"12"', 'http_request.url.path': '/Admin/login.php' },
};

describe('a query', () => {
  it.each([
    '', 'write', 'WRITE of', '"unit-7"', 'unit-7', '10.1.2.3', 'cxyz9', 'cxy*', '*yz9', 'src_ip:10.0.0.0/8', 'src:10.1.*', 'ip:2001:db8::/32', 'ip:2001:0DB8:0::5', 'dst_endpoint.ip:[2001:db8:: TO 2001:db8::9]', 'dst_port:[1 TO 1024]',
    'dst_port:(501, 502)', 'dst_port:(501 OR 502)', 'dst_port:{501 TO 503}', 'severity:>=3', 'severity:high', 'severity:[medium TO fatal]', 'class:network', 'class:"Network Activity"', 'class:4001', 'ot.function.name:write*', 'ot.access:(write OR control)',
    'protocol:Modbus', 'flag:late', '-flag:future', 'NOT ot_count:*', 'asset:*', 'asset:00000000-0000-4000-8000-000000000002', 'mac:02:00:00:00:00:01', 'unmapped.rows:12', 'unmapped.code:12', 'unmapped.code:1?', 'unmapped.rows:>11.5',
    'http_request.url.path:/admin/*', 'NOT dst_zone:*', '(nothing OR write) AND NOT "read"', 'nothing OR write of', 'raw:"\\"10.1.2.3\\""', 'message:unit*7',
  ])('%s finds the event', (text) => {
    expect(matchQuery(parseQuery(text), EVENT)).toBe(true);
  });

  it.each([
    'writ', 'nit-7', '0.1.2.3', 'src_ip:10.2.0.0/16', 'src_ip:::/128', 'dst_port:{502 TO 600]', 'dst_port:>502', 'severity:<high', 'class:dns', 'ot_count:*', 'ot_count:<5', 'flag:future', 'dst_asset:*', 'unmapped.rows:1', 'unmapped.none:*',
    'write AND nothing', 'nothing OR write nothing', '-write', 'dst_mac:?*', 'technique:T0836',
  ])('%s does not find the event', (text) => {
    expect(matchQuery(parseQuery(text), EVENT)).toBe(false);
  });

  it('and its negation part all events', () => {
    fc.assert(fc.property(randomQuery, randomEvent, (query, event) => matchQuery(query, { ...event, eventId: '' }) !== matchQuery({ kind: 'not', of: query }, { ...event, eventId: '' })));
  });

  it('names things by name once the names are known', () => {
    const named = resolveNames(parseQuery('asset:"PLC 1" -sensor:tap'), (kind, name) => (name === 'PLC 1' ? [`${kind}-1`, `${kind}-2`] : ['s']));
    expect(printQuery(named)).toBe('asset:("asset-1" OR "asset-2") AND (NOT sensor:("s"))');
    expect(() => resolveNames(parseQuery('zone:x'), () => [])).toThrow("no zone is called 'x'");
  });
});

it('the table of the README is the table of the code', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const documented = readme.split('\n').filter((line) => line.startsWith('| `'));
  expect(documented).toEqual(SEARCH_FIELDS.map((field) => `| \`${field.name}\` | ${[field.path, ...field.others].filter((name) => name !== '').map((name) => `\`${name}\``).join(', ')} | ${field.kind} | ${field.about} |`));
});

it('the portal suggests the fields of the table', () => {
  const listed = readFileSync(new URL('../../../../apps/portal/src/pages/event/search-fields.ts', import.meta.url), 'utf8');
  expect([...listed.matchAll(/'(\w+)'/g)].map((match) => match[1])).toEqual(SEARCH_FIELDS.map((field) => field.name));
});
