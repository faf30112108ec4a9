import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runParse } from './run-parse.ts';

const data = join(import.meta.dirname, '../../../../shared/data');
const there = existsSync(data);
if (!there) process.stderr.write('the command parse on real logs is skipped: the folder ../shared/data beside the repository is not there\n');
const folder = mkdtempSync(join(tmpdir(), 'wf-parse-shared-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Published records that are of a source that we name; the others (Okta, GitHub, CloudTrail …) are not. */
const NAMED = /^(?:(?:zeek|suricata|sysmon|microsoft)__ocsf__.*\.in|(?:Zeek|Cisco)__.*\.raw)$/;

function pairs(): string[] {
  return ['tenzir', 'ocsf-examples'].flatMap((name) => readdirSync(join(data, 'ocsf-pairs', name)).filter((file) => NAMED.test(file)).map((file) => join(data, 'ocsf-pairs', name, file)));
}

/** A group of Wazuh's rule tests, or the syslog examples, as a log file. */
function asLog(name: string, lines: readonly string[]): string {
  const file = join(folder, `${name}.txt`);
  writeFileSync(file, lines.map((line) => `${line.replace(/\n/g, ' ')}\n`).join(''));
  return file;
}

function wazuh(group: string): string {
  const cases = JSON.parse(readFileSync(join(data, 'wazuh-logs', `${group}.json`), 'utf8')) as { logs: { raw: string }[] }[];
  return asLog(group, cases.flatMap(({ logs }) => logs.map(({ raw }) => raw)));
}

const CASES: readonly (readonly [folder: string, files: () => string[]])[] = [
  ['zeek-icsnpp', () => logsIn('zeek-icsnpp', 12)],
  ['zeek-core', () => logsIn('zeek-core', 12)],
  ['zeek-raw-json', () => logsIn('zeek-raw-json', 4)],
  ['suricata-eve', () => ['modbus', 'dnp3__dnp3-eve', 'enip-keywords'].map((name) => join(data, 'suricata-eve', name, 'eve.json'))],
  ['ocsf-pairs', pairs],
  ['wazuh-logs', () => ['win_security', 'fortigate', 'auditd', 'cisco_asa'].map(wazuh)],
  ['cef', () => [join(data, 'cef/elastic-beats-decode_cef-samples.log')]],
  ['syslog', () => [asLog('vectors', (JSON.parse(readFileSync(join(data, 'syslog/vectors.json'), 'utf8')) as { raw: string }[]).map(({ raw }) => raw))]],
];

/** Some logs below a folder, spread over all; not those that are broken on purpose. */
function logsIn(name: string, most: number): string[] {
  const logs = readdirSync(join(data, name), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.log') && !file.includes('_writer-edge-cases')).sort();
  const step = Math.ceil(logs.length / most);
  return logs.filter((_file, at) => at % step === 0).map((file) => join(data, name, file));
}

describe.skipIf(!there)('npm run cli -- parse', () => {
  it.each(CASES)('%s: every record becomes an event that holds every column', { timeout: 60_000 }, async (_name, files) => {
    const { summary, code, events } = await runParse(folder, files());
    expect(code).toBe(0);
    expect(summary).toMatchObject({ columnsLost: 0, unparsed: 0, reasons: {} });
    expect(events.length).toBeGreaterThan(4);
    expect(summary['events']).toBe(events.length);
  });
});
