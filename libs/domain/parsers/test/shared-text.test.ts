import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from '../src/index.ts';
import { filesUnder, NOW, parseText, sharedData } from './fixture.ts';

const data = sharedData();
/** Groups of the Wazuh rule tests whose products have a parser; the others (web servers, Office 365, GitHub …) are not named by us. */
const GROUPS = ['auditd', 'audit_scp', 'checkpoint_smart1', 'cisco_asa', 'pix', 'fortigate', 'iptables', 'paloalto', 'pam', 'pfsense', 'su', 'systemd', 'sysmon_eid_1', 'sysmon_eid_3', 'win_security', 'win_event_channel'];

describe.skipIf(data === undefined)('real logs that are neither Zeek nor Suricata', () => {
  const check = (text: string): number => {
    const { events, unparsed, lost } = parseText(text, openSource('auto', { now: NOW }));
    expect(unparsed).toEqual([]);
    expect(lost).toEqual([]);
    return events.length;
  };

  it.each(GROUPS)('wazuh-logs/%s parse, no column lost', (group) => {
    const cases = JSON.parse(readFileSync(join(data ?? '', 'wazuh-logs', `${group}.json`), 'utf8')) as { logs: { raw: string }[] }[];
    const lines = cases.flatMap(({ logs }) => logs.map(({ raw }) => raw.replace(/\n/g, ' ')));
    expect(check(lines.join('\n'))).toBe(lines.length);
  });

  it('CEF and FortiGate lines parse, no column lost', () => {
    expect(check(readFileSync(join(data ?? '', 'cef/elastic-beats-decode_cef-samples.log'), 'utf8'))).toBe(15);
    for (const file of filesUnder(join(data ?? '', 'ocsf-pairs/tenzir-fortigate'))) if (!file.endsWith('README.txt')) expect(check(readFileSync(file, 'utf8')), file).toBeGreaterThan(0);
  });
});
