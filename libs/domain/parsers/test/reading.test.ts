import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lostColumns, openColumns, openSource, type ParsedEvent } from '../src/index.ts';
import { readModbusFunc } from '../src/modbus/functions.ts';
import { exactNumber } from '../src/reading/exact-number.ts';
import { readJsonLine } from '../src/reading/json-line.ts';
import { usOfIso, usOfSeconds, usOfSecondsText } from '../src/reading/source-time.ts';
import { logOfFileName } from '../src/zeek/log-name.ts';
import { unescapeZeek } from '../src/zeek/tsv.ts';

function one(line: string, source = 'zeek', log = 'conn'): ParsedEvent {
  const parsed = openSource(source, { log, now: 0 }).parse(line);
  if (parsed?.ok !== true) throw new Error(`did not parse: ${line}`);
  return parsed;
}

describe('time', () => {
  it('keeps every microsecond of epoch seconds, as a double and as text', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), fc.integer({ min: 0, max: 999_999 }), (s, us) => {
      const text = `${String(s)}.${String(us).padStart(6, '0')}`;
      const expected = s * 1_000_000 + us;
      expect(usOfSecondsText(text)).toBe(expected);
      expect(usOfSeconds(Number(text))).toBe(expected);
      expect(one(`{"ts":${text},"uid":"C"}`).timeUs).toBe(expected);
      expect(usOfIso(`${new Date(s * 1000).toISOString().slice(0, 19)}.${String(us).padStart(6, '0')}Z`, undefined)).toBe(expected);
    }), { numRuns: 3000 });
  });

  it('rounds nanoseconds half up by their decimals, in every form', () => {
    for (const [fraction, us] of [['123456499', 123_456], ['123456500', 123_457], ['1234564999', 123_456], ['9999995', 1_000_000], ['0000004', 0]] as const) {
      expect(usOfSecondsText(`1710000000.${fraction}`)).toBe(1_710_000_000_000_000 + us);
      expect(one(`{"ts":1710000000.${fraction},"uid":"C"}`).timeUs).toBe(1_710_000_000_000_000 + us);
      expect(usOfIso(`2024-03-09T16:00:00.${fraction}Z`, undefined)).toBe(1_710_000_000_000_000 + us);
    }
  });

  it('reads offsets, and takes the zone of the site where there is none', () => {
    const noon = Date.UTC(2026, 5, 1, 12) * 1000;
    for (const text of ['2026-06-01T12:00:00Z', '2026-06-01T14:00:00+0200', '2026-06-01T14:00:00.0+02:00', '2026-06-01 05:00:00-07']) expect(usOfIso(text, 'Asia/Tokyo')).toBe(noon);
    expect(usOfIso('2026-06-01T14:00:00', 'Europe/Berlin')).toBe(noon);
    expect(usOfIso('2026-10-25T02:30:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30) * 1000); // repeated: the first pass
    expect(usOfIso('2026-03-29T02:30:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30) * 1000); // skipped
    expect(usOfIso('2026-06-01T12:00:00', 'No/Such_Zone')).toBe(noon);
    for (const text of ['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-06-01T25:00:00Z', 'yesterday', '']) expect(usOfIso(text, undefined)).toBeUndefined();
  });

  it('takes the time of receipt where there is none, and says so', () => {
    const parsed = openSource('zeek', { log: 'conn', now: 1234.5 }).parse('{"ts":null,"uid":"C"}');
    expect(parsed).toMatchObject({ ok: true, timeUs: 1_234_500, event: { metadata: { labels: ['time-missing'] }, unmapped: { ts: null } } });
    expect(one('{"ts":"XXXXXXXXXX.XXXXXX","uid":"C"}').event.unmapped).toMatchObject({ ts: 'XXXXXXXXXX.XXXXXX' });
    expect(one('{"ts":-5,"uid":"C"}').event.metadata.labels).toEqual(['time-missing']);
  });

  it('reads whole milliseconds, as Zeek writes them with JSON::TS_MILLIS', () => {
    expect(one('{"ts":1710000000123,"uid":"C"}').timeUs).toBe(1_710_000_000_123_000);
  });
});

describe('numbers', () => {
  it('are kept when the double says the same, else as text', () => {
    expect(['1', '-0.5', '1e3', '9007199254740991', '0.0003750324249267578', '1.79e308'].map(exactNumber)).toEqual([1, -0.5, 1000, 9007199254740991, 0.0003750324249267578, 1.79e308]);
    for (const text of ['9007199254740993', '18446744073709551615', '-9223372036854775808', '0.12345678901234567890123', '1e400', '1e-400', '25e-325']) expect(exactNumber(text)).toBe(text);
    expect(['', ' ', '0x10', 'nan', 'abc', '1 2'].map(exactNumber)).toEqual(Array(6).fill(undefined));
  });

  it('lose no digit in a JSON line, whatever the digits', () => {
    const digits = fc.oneof(fc.bigInt().map(String), fc.bigInt({ min: 0n }).map((n) => `0.${String(n)}`), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('e', 'E'), fc.integer({ min: -500, max: 500 })).map((parts) => parts.join('')));
    fc.assert(fc.property(digits, (text) => {
      const read = readJsonLine(`{"a":[1, ${text}],"b":"\\"x\\":1234567890123456789"}`);
      const [, value] = read.ok ? (read.record['a'] as (number | string)[]) : [];
      if (typeof value === 'string') expect(value).toBe(text);
      else expect(canonical(String(value))).toBe(canonical(text));
    }), { numRuns: 3000 });
  });
});

/** Sign, significant digits and power of ten of a decimal number. */
function canonical(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '0' : `${sign}${trimmed}e${String(Number(power) - fraction.length + digits.length - trimmed.length)}`;
}

describe('hostile JSON', () => {
  it('cannot reach a prototype, and keeps its columns', () => {
    const { event } = one('{"ts":1,"uid":"C","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"hasOwnProperty":1,"a.__proto__.polluted":2}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(JSON.stringify(event.unmapped)).toContain('"__proto__":{"polluted":1}');
  });

  it('keeps every value of a repeated key: the last one counts, the others are listed', () => {
    const { event } = one('{"ts":1,"uid":"C","func":"READ_COILS","func":"WRITE_SINGLE_COIL","x":{"y":1,"y":2}}', 'zeek', 'modbus');
    const nameless = one('{"ts":1,"uid":"C","id.orig_h":"10.0.0.1","func":"READ_COILS","func":"WRITE_SINGLE_COIL"}', 'zeek', 'modbus').event;
    expect(nameless.ot?.function.name).toBe('WRITE_SINGLE_COIL');
    expect(event.unmapped?.['_duplicate_keys']).toEqual([{ key: 'func', value: 'READ_COILS' }, { key: 'y', value: 1 }]);
  });

  it('is refused when it is too deep or too large, also where a repeated key hides the depth', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const line of [`{"a":${deep}}`, `{"a":${deep},"a":1}`, `{"a":[${'1,'.repeat(60_000)}1]}`]) {
      expect(openSource('zeek', { now: 0 }).parse(line)).toEqual({ ok: false, reason: 'JSON deeper than 32 levels or with more than 50000 values' });
    }
  });

  it('may have the number words that JSON lacks, outside strings only', () => {
    const read = readJsonLine('{"a":NaN,"b":[-Infinity,1],"c":"NaN \\" NaN"}');
    expect(read).toMatchObject({ ok: true, record: { a: 'nan', b: ['-inf', 1], c: 'NaN " NaN' } });
  });
});

describe('the Zeek ASCII format', () => {
  const header = ['#separator \\x09', '#set_separator\t,', '#empty_field\t(empty)', '#unset_field\t-', '#path\todd', '#fields\tts\ts\tl\tb\tn', '#types\ttime\tstring\tvector[string]\tbool\tcount'];
  const row = (...cells: string[]): unknown => {
    const parser = openSource('zeek', { now: 0 });
    for (const line of header) expect(parser.parse(line)).toBeUndefined();
    const parsed = parser.parse(cells.join('\t'));
    return parsed?.ok === true ? parsed.event.unmapped : parsed;
  };

  it('tells unset from empty, in cells and in lists', () => {
    expect(row('1.5', '-', '-', '-', '-')).toBeUndefined();
    expect(row('1.5', '(empty)', '(empty)', 'T', '0')).toEqual({ s: '', l: [], b: true, n: 0 });
    expect(row('1.5', '\\x2d', 'a,-,(empty),\\x2c', 'F', '18446744073709551615')).toEqual({ s: '-', l: ['a', null, '', ','], b: false, n: '18446744073709551615' });
  });

  it('undoes escapes as UTF-8 where they are, and leaves other bytes written out', () => {
    expect(unescapeZeek('a\\x09b\\x5cx41\\xc3\\xa9\\xff')).toBe('a\tb\\x41é\\xff'.replace('é\\xff', '\\xc3\\xa9\\xff'));
    expect(unescapeZeek('\\xc3\\xa9')).toBe('é');
    expect(unescapeZeek('\\xzz \\x1')).toBe('\\xzz \\x1');
  });

  it('refuses a row of another width, and rows before a header', () => {
    expect(row('1.5', 'x')).toEqual({ ok: false, reason: 'number of columns differs from the #fields header' });
    expect(openSource('zeek', { now: 0 }).parse('1.5\tx')).toEqual({ ok: false, reason: 'neither JSON nor a row after a #fields header' });
  });

  it('starts anew with each header, so that logs may follow one another', () => {
    const parser = openSource('auto', { now: 0 });
    for (const line of [...header, '#close\t2026', '#separator |', '#path|weird', '#fields|ts|name', '#types|time|string']) parser.parse(line);
    expect(parser.parse('2.000001|odd')).toMatchObject({ ok: true, timeUs: 2_000_001, event: { metadata: { log_name: 'weird' }, unmapped: { name: 'odd' } } });
  });
});

describe('the log type', () => {
  it('comes from file names as people and rotation write them', () => {
    const names: Record<string, string | undefined> = {
      'conn.log': 'conn', '/var/log/zeek/modbus_detailed.log.gz': 'modbus_detailed', 'conn.2026-01-01-00-00-00.log': 'conn', 'conn.10:00:00-11:00:00.log.gz': 'conn',
      'scan__horizontal__conn.log': 'conn', 'dns.ndjson': 'dns', 'http-20260101.json': 'http', 'C:\\logs\\ssl.log': 'ssl', '2026.log': undefined, '.gz': undefined,
    };
    for (const [name, log] of Object.entries(names)) expect(logOfFileName(name), name).toBe(log);
  });

  it('is what the line says before what the sender or the file says, and is told by columns last', () => {
    const parser = openSource('zeek', { log: 'dns', fileName: 'http.log', now: 0 });
    expect(parser.parse('{"_path":"conn","ts":1,"id.orig_h":"10.0.0.1","conn_state":"SF"}')).toMatchObject({ event: { class_uid: 4001, metadata: { log_name: 'conn' } } });
    expect(parser.parse('{"ts":1,"id.orig_h":"10.0.0.1","query":"x"}')).toMatchObject({ event: { class_uid: 4003 } });
    expect(openSource('zeek', { now: 0 }).parse('{"ts":1,"id.orig_h":"10.0.0.1","func":"READ_COILS","tid":1}')).toMatchObject({ event: { ot: { access: 'read' } } });
  });
});

describe('Modbus functions', () => {
  it('are told from exceptions in each way that Zeek writes them', () => {
    expect(readModbusFunc('READ_COILS')).toMatchObject({ fn: { code: 1 }, exception: false });
    expect(readModbusFunc('READ_COILS_EXCEPTION')).toMatchObject({ fn: { code: 1 }, exception: true });
    expect(readModbusFunc('unknown-171')).toMatchObject({ fn: { code: 43, name: 'ENCAP_INTERFACE_TRANSPORT' }, exception: true });
    expect(readModbusFunc('unknown-66')).toMatchObject({ fn: { code: 66, access: 'other' }, exception: false });
    expect(readModbusFunc('nonsense')).toEqual({ fn: undefined, exception: false });
  });

  it('keep the direction of messages, and their client, whichever side spoke', () => {
    const response = one('{"ts":1,"uid":"C","id.orig_h":"10.0.0.1","id.orig_p":1,"id.resp_h":"10.0.0.2","id.resp_p":502,"is_orig":false,"source_h":"10.0.0.2","func":"MASK_WRITE_REGISTER","request_response":"RESPONSE","address":1,"and_mask":1,"or_mask":2}', 'zeek', 'modbus_mask_write_register').event;
    expect(response).toMatchObject({ src_endpoint: { ip: '10.0.0.1' }, ot: { direction: 'response', access: 'write', and_mask: 1, or_mask: 2 } });
  });
});

describe('lostColumns', () => {
  it('sees a value that is gone, also one that another column has too', () => {
    const line = '{"ts":1,"uid":"C","id.orig_h":"10.0.0.1","id.orig_p":7,"a":0,"b":0,"c":"x"}';
    const columns = openColumns().columns(line) ?? {};
    const { event } = one(line);
    expect(lostColumns(columns, event)).toEqual([]);
    expect(lostColumns(columns, { ...event, unmapped: { a: 0, c: 'x' } })).toEqual(['b']);
    expect(lostColumns(columns, { ...event, unmapped: undefined })).toEqual(['a', 'b', 'c']);
    expect(lostColumns(columns, { ...event, src_endpoint: undefined })).toEqual(['id.orig_h', 'id.orig_p']);
  });
});
