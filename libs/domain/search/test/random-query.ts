import fc from 'fast-check';
import { globOf, QUERY_LIMITS, type Query, type SearchableEvent, type Test } from '../src/index.ts';

const WORDS = ['write', 'Read', 'coil', '10.0.0.1', 'a-b', 'x', 'ünit', 'a_b', 'foo bar', '"q"', '\\', 'AND', 'C:\\tmp', '*', 'k=v', "it's", '%', '$1', '{x:String}'];
const IPS = ['10.0.0.1', '10.0.0.15', '10.1.2.3', '192.168.0.7', 'fe80::1', '2001:db8::5', '2001:db8::ffff'];
const word = fc.constantFrom(...WORDS);
const ip = fc.constantFrom(...IPS);
const glob = fc.array(fc.oneof(word.map(globOf), fc.constantFrom('*', '?')), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')).filter((text) => /(?<!\\)(?:\\\\)*[*?]/.test(text) && text.replace(/\*/g, '') !== '');
const bound = <T extends number | string>(values: fc.Arbitrary<T>) => fc.option(fc.record({ value: values, inclusive: fc.boolean() }), { nil: undefined });
const range = <T extends number | string>(values: fc.Arbitrary<T>): fc.Arbitrary<Test> =>
  fc.tuple(bound(values), bound(values)).map(([from, to]): Test => (from || to ? { op: 'range', ...(from && { from }), ...(to && { to }) } : { op: 'exists' }));
const is = <T extends number | string>(values: fc.Arbitrary<T>): fc.Arbitrary<Test> => values.map((value) => ({ op: 'is', value }));
const like: fc.Arbitrary<Test> = glob.map((text) => ({ op: 'like', glob: text }));
const exists: fc.Arbitrary<Test> = fc.constant({ op: 'exists' });
const cidr: fc.Arbitrary<Test> = fc.constantFrom('10.0.0.0/8', '10.0.0.0/28', '192.168.0.7/32', '0.0.0.0/0', 'fe80::/10', '2001:db8::/112', '::/0', '10.1.2.3/17').map((prefix) => ({ op: 'cidr', prefix }));
const small = fc.integer({ min: -1, max: 6 });
const ids = fc.constantFrom('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002');

const BY_FIELD: Record<string, fc.Arbitrary<Test>> = {
  text: fc.oneof(is(word), like), message: fc.oneof(is(word), like, exists), raw: fc.oneof(is(word), like),
  ip: fc.oneof(is(ip), cidr, like, exists), src_ip: fc.oneof(is(ip), cidr, exists, range(ip)), dst_ip: fc.oneof(cidr, range(ip)),
  port: fc.oneof(is(small), range(small), exists), dst_port: fc.oneof(is(small), range(small), exists), ot_function_code: fc.oneof(is(small), range(small), exists), ot_address: fc.oneof(is(small), range(small), exists),
  app_protocol: fc.oneof(is(word), like, exists), ot_function: fc.oneof(is(word), like), mac: fc.oneof(is(word), like), severity: fc.oneof(is(small), range(small)), class: is(fc.constantFrom(0, 4001, 4003)),
  asset: fc.oneof(is(ids), exists), sensor: is(ids), flag: fc.oneof(is(fc.constantFrom('late', 'future')), exists),
  'unmapped.foo': fc.oneof(is(fc.oneof(word, fc.constantFrom('3', '-2.5', 'true'))), like, exists, range(fc.constantFrom(-2.5, 0, 3))), 'a.b\\.c': fc.oneof(is(word), exists),
};

const leaf: fc.Arbitrary<Query> = fc.constantFrom(...Object.keys(BY_FIELD)).chain((field) => {
  const test = BY_FIELD[field] as fc.Arbitrary<Test>;
  const any: fc.Arbitrary<Test> = fc.array(test.filter(({ op }) => op !== 'range'), { minLength: 2, maxLength: 3 }).map((of) => ({ op: 'any', of }));
  return fc.oneof({ weight: 4, arbitrary: test }, { weight: 1, arbitrary: any }).map((one): Query => ({ kind: 'field', field, test: one }));
});
const tree: fc.Memo<Query> = fc.memo((depth) => {
  if (depth <= 1) return leaf;
  const parts = fc.array(tree(), { minLength: 2, maxLength: 3 });
  return fc.oneof({ weight: 2, arbitrary: leaf }, parts.map((of): Query => ({ kind: 'and', of })), parts.map((of): Query => ({ kind: 'or', of })), tree().map((of): Query => ({ kind: 'not', of })));
});

/** Queries within the limits, over all kinds of fields. */
export const randomQuery: fc.Arbitrary<Query> = tree(3).filter((query) => (JSON.stringify(query).match(/[*?]/g) ?? []).length <= QUERY_LIMITS.wildcards);

const text = fc.oneof(fc.constant(''), fc.array(fc.oneof(word, ip, fc.constantFrom('WRITE', 'xa', '0')), { maxLength: 4 }).chain((parts) => fc.constantFrom(' ', ',', '', '\n').map((gap) => parts.join(gap))));
const address = fc.oneof(fc.constant(''), ip, fc.constantFrom('host-a', '10.0.0.256'));
const NIL = '00000000-0000-0000-0000-000000000000';
const id = fc.oneof(fc.constant(NIL), ids);
const attr = fc.oneof(word, fc.constantFrom('3', '"3"', '-2.5', 'true', '"true"', '', '[1,2]', '1e3', 'WRITE'));

/** Events whose values the random queries ask for, near misses, and absent ones. */
export const randomEvent: fc.Arbitrary<Omit<SearchableEvent, 'eventId'>> = fc.record({
  sensorId: ids, siteId: ids, source: word, classUid: fc.constantFrom(0, 4001, 4003), activityId: fc.nat(6), typeUid: fc.nat(6), severityId: fc.nat(6), srcIp: address, srcPort: fc.nat(6), srcMac: text, dstIp: address, dstPort: fc.nat(6),
  dstMac: text, srcAssetId: id, dstAssetId: id, srcZoneId: id, dstZoneId: id, appProtocol: text, otFunctionCode: small, otFunction: text, otAccess: text, otUnitId: small, otAddressStart: small, otAddressCount: small, message: text, raw: text,
  flags: fc.subarray(['late', 'future', '']), attrs: fc.record({ 'unmapped.foo': attr, 'a.b\\.c': attr, other: attr }, { requiredKeys: [] }).map((map) => ({ ...map })),
});
