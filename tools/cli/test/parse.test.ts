import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runParse, type ParseRun } from './run-parse.ts';

const folder = mkdtempSync(join(tmpdir(), 'wf-parse-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const parse = (args: readonly string[], stdin = ''): Promise<ParseRun> => runParse(folder, args, stdin);

const detailed = '{"ts":1700000000.000001,"uid":"C1","id.orig_h":"10.1.1.1","id.orig_p":1,"id.resp_h":"10.1.1.2","id.resp_p":502,"tid":1,"unit":1,"func":"WRITE_SINGLE_REGISTER","address":4,"quantity":1,"request_values":[9],"matched":true}';

describe('parse', () => {
  it('takes the log type of a file from its name, also when it is compressed', async () => {
    writeFileSync(join(folder, 'modbus_detailed.log.gz'), gzipSync(`${detailed}\n`));
    writeFileSync(join(folder, 'modbus_detailed.json.zst'), zstdCompressSync(`${detailed}\n`));
    const { events, summary, code } = await parse(['--source', 'zeek', 'modbus_detailed.log.gz', 'modbus_detailed.json.zst']);
    expect(code).toBe(0);
    expect(summary).toEqual({ lines: 2, events: 2, unparsed: 0, columnsLost: 0, headers: 0, reasons: {} });
    expect(events.map((event) => event['ot'])).toEqual([events[0]?.['ot'], events[0]?.['ot']]);
    expect(events[0]).toMatchObject({ class_uid: 4001, ot: { access: 'write', address: { kind: 'holding_register', start: 4, count: 1 }, values: [9] } });
  });

  it('reads standard input, counts what does not parse and still ends well', async () => {
    const { events, summary, code, stderr } = await parse(['-'], `${detailed}\r\n\nnot a record\n{"half":\n{"a":1}\n`);
    expect(code).toBe(0);
    expect(events).toHaveLength(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(summary).toMatchObject({ lines: 4, events: 1, unparsed: 3, headers: 1, columnsLost: 0 });
    expect(summary['reasons']).toEqual({ 'of no known log format': 2, 'not valid JSON': 1 });
  });

  it('honours the id of a parser folder', async () => {
    const { events } = await parse(['--source', 'icsnpp-modbus', '-'], `${detailed}\n`);
    expect(events[0]).toMatchObject({ metadata: { log_name: 'modbus_detailed' } });
  });

  it('fails on a file that it cannot read, after the others', async () => {
    writeFileSync(join(folder, 'broken.log.gz'), gzipSync(`${detailed}\n`.repeat(1000)).subarray(0, 60));
    writeFileSync(join(folder, 'modbus_detailed.log'), `${detailed}\n`);
    const { summary, code } = await parse(['missing.log', 'broken.log.gz', 'modbus_detailed.log']);
    expect(code).toBe(1);
    expect((summary['unreadable'] as { file: string }[]).map(({ file }) => file)).toEqual(['missing.log', 'broken.log.gz']);
    expect(summary['events']).toBeGreaterThan(0);
  });

  it('refuses an unknown source with the list of known ones', async () => {
    await expect(parse(['--source', 'nonsense', '-'])).rejects.toThrow("unknown source 'nonsense': one of auto, zeek, suricata, ")
  });
});
