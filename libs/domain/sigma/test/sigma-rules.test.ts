import { describe, expect, it } from 'vitest';
import { createRuleSet, loadSigmaRules, recordFields, type LogRecord } from '../src/index.ts';

const rule = (detection: string, logsource = 'product: test'): string => `title: t\nid: r1\nlogsource:\n  ${logsource}\ndetection:\n${detection.replace(/^/gm, '  ')}\n`;

function refusal(text: string): { line: number; reason: string } | undefined {
  const [refused] = loadSigmaRules([{ name: 'r.yml', text }], recordFields).refused;
  return refused && { line: refused.line, reason: refused.reason };
}

/** Whether a rule with one selection (YAML flow text) matches; through the index and past it, which must agree. */
function matches(selection: string, event: LogRecord, condition = 'sel'): boolean {
  const { compiled, refused } = loadSigmaRules([{ name: 'r.yml', text: rule(`sel: ${selection}\ncondition: ${condition}`) }], recordFields);
  expect(refused).toEqual([]);
  const direct = compiled[0]?.matches(event) ?? false;
  expect(createRuleSet(compiled, recordFields).match(event)).toHaveLength(direct ? 1 : 0);
  return direct;
}

describe('a Sigma selection', () => {
  it('compares without case, and with it when cased', () => {
    expect(matches('{a: FooBar}', { a: 'fOObAR' })).toBe(true);
    expect(matches('{a|cased: FooBar}', { a: 'foobar' })).toBe(false);
    expect(matches('{a|cased|contains: oB}', { a: 'FooBar' })).toBe(true);
  });

  it('needs every field of a map and any value of a list', () => {
    expect(matches('{a: [x, y], b: 1}', { a: 'y', b: 1 })).toBe(true);
    expect(matches('{a: [x, y], b: 1}', { a: 'y', b: 2 })).toBe(false);
    expect(matches('[{a: x}, {b: 1}]', { b: '1' })).toBe(true);
  });

  it('matches any element of a field with several values', () => {
    expect(matches('{a: y}', { a: ['x', 'y'] })).toBe(true);
    expect(matches('{a|contains|all: [x, y]}', { a: ['has x', 'has y'] })).toBe(true);
  });

  it('reads wildcards and their escapes', () => {
    expect(matches('{a: "a*c?e"}', { a: 'abbbcde' })).toBe(true);
    expect(matches('{a: "a*c?e"}', { a: 'abbbce' })).toBe(false);
    expect(matches(String.raw`{a: 'a\*c'}`, { a: 'a*c' })).toBe(true);
    expect(matches(String.raw`{a: 'a\*c'}`, { a: 'abc' })).toBe(false);
    expect(matches(String.raw`{a: 'C:\Win\*'}`, { a: 'C:\\Win*' })).toBe(true);
    expect(matches(String.raw`{a: 'C:\Win\\*'}`, { a: 'C:\\Win\\x' })).toBe(true);
    expect(matches(String.raw`{a|endswith: '\cmd.exe'}`, { a: 'C:\\x\\CMD.exe' })).toBe(true);
    expect(matches('{a: "*a*b*a*"}', { a: `${'a'.repeat(20_000)}b` })).toBe(false);
  });

  it('tells null, empty and missing apart', () => {
    expect(matches('{a: null}', {})).toBe(true);
    expect(matches('{a: null}', { a: '' })).toBe(false);
    expect(matches("{a: ''}", { a: '' })).toBe(true);
    expect(matches("{a: ''}", {})).toBe(false);
    expect(matches('{a|exists: true}', { a: '' })).toBe(true);
    expect(matches('{a|exists: false}', {})).toBe(true);
  });

  it('compares numbers, prefixes of networks and fields with each other', () => {
    expect(matches('{a|gte: 10}', { a: '10' })).toBe(true);
    expect(matches('{a|lt: 10.5}', { a: 11 })).toBe(false);
    expect(matches('{a|gt: 1}', { a: 'x' })).toBe(false);
    expect(matches('{a|cidr: [10.0.0.0/8, "fd00::/8"]}', { a: 'fd12::1' })).toBe(true);
    expect(matches('{a|cidr: 10.0.0.0/8}', { a: '11.0.0.1' })).toBe(false);
    expect(matches('{a|fieldref: b}', { a: 'X', b: 'x' })).toBe(true);
    expect(matches('{a|fieldref|startswith: b}', { a: 'xyz', b: 'xy' })).toBe(true);
    expect(matches('{a|neq: x}', { a: 'y' })).toBe(true);
  });

  it('searches regular expressions in linear time, with flags', () => {
    expect(matches("{a|re: '^f.o$'}", { a: 'foo' })).toBe(true);
    expect(matches("{a|re: '^F.o$'}", { a: 'foo' })).toBe(false);
    expect(matches("{a|re|i: '^F.o$'}", { a: 'foo' })).toBe(true);
    expect(matches("{a|re|m: '^o$'}", { a: 'x\no\n' })).toBe(true);
    expect(matches("{a|re|s: 'x.o'}", { a: 'x\no' })).toBe(true);
    expect(matches("{a|re: '(a+)+$'}", { a: `${'a'.repeat(5_000)}!` })).toBe(false);
  });

  it('finds what was encoded, at any offset', () => {
    const encoded = (text: string, encoding: BufferEncoding = 'utf8'): string => Buffer.from(text, encoding).toString('base64');
    expect(matches('{a|base64: foobar}', { a: encoded('foobar') })).toBe(true);
    for (const prefix of ['', 'x', 'xy', 'xyz']) {
      expect(matches('{a|base64offset|contains: /bin/sh}', { a: encoded(`${prefix}run /bin/sh now`) })).toBe(true);
      expect(matches('{a|wide|base64offset|contains: Invoke}', { a: encoded(`${prefix}Invoke-X`, 'utf16le') })).toBe(true);
    }
    expect(matches('{a|base64offset|contains: /bin/sh}', { a: encoded('nothing of that sort') })).toBe(false);
  });

  it('takes any dash for a dash', () => {
    for (const dash of ['-', '/', '\u2013', '\u2014', '\u2015']) expect(matches("{a|windash|contains: ' -enc '}", { a: `powershell ${dash}ENC x` })).toBe(true);
    expect(matches("{a|contains|windash: ' -a -b'}", { a: 'x /a -b' })).toBe(true);
  });

  it('looks for keywords in every value', () => {
    expect(matches('[evil, bad]', { x: { y: ['so Evil!'] } })).toBe(true);
    expect(matches("{'|all': [evil, bad]}", { x: 'evil', y: 'bad' })).toBe(true);
    expect(matches("{'|all': [evil, bad]}", { x: 'evil' })).toBe(false);
  });

  it('reads fields from nested and from flat names, own names only', () => {
    expect(matches('{a.b.c: x}', { a: { 'b.c': 'x' } })).toBe(true);
    expect(matches('{a.b: x}', { 'a.b': 'x' })).toBe(true);
    expect(matches('{constructor.name: Object}', {})).toBe(false);
  });
});

describe('a Sigma condition', () => {
  const text = rule('s1: {a: 1}\ns2: {a: 2}\nf_x: {b: 1}\n_h: {c: 1}\ncondition: COND');
  const holds = (condition: string, event: LogRecord): boolean => {
    const { compiled, refused } = loadSigmaRules([{ name: 'r.yml', text: text.replace('COND', condition) }], recordFields);
    expect(refused).toEqual([]);
    return createRuleSet(compiled, recordFields).match(event).length > 0;
  };

  it('binds not before and before or, and obeys parentheses', () => {
    expect(holds('s1 or s2 and f_x', { a: 1 })).toBe(true);
    expect(holds('(s1 or s2) and f_x', { a: 1 })).toBe(false);
    expect(holds('s1 and not f_x', { a: 1, b: 2 })).toBe(true);
    expect(holds('not s1 and not f_x', { a: 1, b: 2 })).toBe(false);
    expect(holds('not (s1 and f_x)', { a: 1 })).toBe(true);
  });

  it('counts selections by pattern and leaves hidden ones out of them', () => {
    expect(holds('1 of s*', { a: 2 })).toBe(true);
    expect(holds('all of s*', { a: [1, 2] })).toBe(true);
    expect(holds('all of them', { a: [1, 2], b: 1 })).toBe(true);
    expect(holds('any of them', { c: 1 })).toBe(false);
    expect(holds('1 of s* and not 1 of f_*', { a: 1, b: 1 })).toBe(false);
  });
});

describe('a Sigma rule that cannot run is refused with its line', () => {
  it.each([
    ['unknown modifier', rule('sel:\n  a|frobnicate: 1\ncondition: sel'), 7, "unknown modifier 'frobnicate'"],
    ['bad expression', rule("sel:\n  a: 1\n  b|re: '(?=x)'\ncondition: sel"), 8, /./],
    ['placeholder', rule('sel:\n  a|expand: "%x%"\ncondition: sel'), 7, /placeholders/],
    ['unknown selection', rule('sel: {a: 1}\ncondition: sel and other'), 7, /unknown selection 'other'/],
    ['no condition', rule('sel: {a: 1}'), 6, "'condition' is missing"],
    ['aggregation', rule('sel: {a: 1}\ncondition: sel | count() > 5'), 7, /aggregation/],
    ['open parenthesis', rule('sel: {a: 1}\ncondition: (sel'), 7, /missing '\)'/],
    ['nothing fits', rule('sel: {a: 1}\ncondition: 1 of filter*'), 7, /no selection fits/],
    ['bad prefix', rule('sel:\n  a|cidr: 10.0.0.0/99\ncondition: sel'), 7, /not an IP prefix/],
    ['no log source', 'title: t\ndetection:\n  s: {a: 1}\n  condition: s\n', 1, "'logsource' is missing or not a map"],
    ['correlation', 'title: t\ncorrelation: {type: event_count}\n', 1, /correlation/],
    ['not YAML', 'title: t\nlogsource: {a: [\n', 3, /not YAML/],
    ['a list as value', rule('sel:\n  a: [[1]]\ncondition: sel'), 7, /a value must be/],
  ])('%s', (_name, text, line, reason) => {
    const refused = refusal(text);
    expect(refused?.line).toBe(line);
    expect(refused?.reason).toMatch(reason);
  });

  it('without harm to its neighbours', () => {
    const text = `${rule('sel: {a|no: 1}\ncondition: sel')}---\n${rule('sel: {a: 1}\ncondition: sel')}`;
    const { compiled, refused } = loadSigmaRules([{ name: 'r.yml', text }], recordFields);
    expect([compiled.length, refused.length]).toEqual([1, 1]);
  });
});

describe('a rule set', () => {
  it('fires every matching rule and explains each', () => {
    const text = [rule('sel: {a|contains: b}\ncondition: sel'), rule('sel: {a: abc, n: 5}\ncondition: sel')].join('---\n');
    const { compiled } = loadSigmaRules([{ name: 'r.yml', text }], recordFields);
    const found = createRuleSet(compiled, recordFields).match({ a: 'ABC', n: 5 });
    expect(found.map((match) => match.matched)).toEqual([{ a: 'ABC' }, { a: 'ABC', n: '5' }]);
  });

  it('asks only rules of the log source, and all where the source is unknown', () => {
    const { compiled } = loadSigmaRules([{ name: 'r.yml', text: rule('sel: {a: 1}\ncondition: sel', 'product: zeek\n  service: http') }], recordFields);
    const rules = createRuleSet(compiled, recordFields);
    expect(rules.match({ a: 1, _path: 'http' })).toHaveLength(1);
    expect(rules.match({ a: 1, _path: 'dns' })).toHaveLength(0);
    expect(rules.match({ a: 1, Channel: 'Security', EventID: 1 })).toHaveLength(0);
    expect(rules.match({ a: 1 })).toHaveLength(1);
  });
});
