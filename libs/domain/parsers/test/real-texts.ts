import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesUnder } from './fixture.ts';
import { zipTexts } from './zip-texts.ts';

/** Groups of the Wazuh rule tests whose products have a parser; the others (web servers, Office 365, GitHub …) are not named by us. */
export const WAZUH_GROUPS = ['auditd', 'audit_scp', 'checkpoint_smart1', 'cisco_asa', 'pix', 'fortigate', 'iptables', 'paloalto', 'pam', 'pfsense', 'su', 'systemd', 'sysmon_eid_1', 'sysmon_eid_3', 'sysmon_eid_7', 'sysmon_eid_8', 'sysmon_eid_20', 'win_security', 'win_event_channel'];

/** The lines of a group of Wazuh rule tests; a record of several lines is joined by blanks, as its agent does. */
export function wazuhText(data: string, group: string): string {
  const cases = JSON.parse(readFileSync(join(data, 'wazuh-logs', `${group}.json`), 'utf8')) as { logs: { raw: string }[] }[];
  return cases.flatMap(({ logs }) => logs.map(({ raw }) => raw.replace(/\n/g, ' '))).join('\n');
}

/** Windows events of recorded attacks: one zip of JSON lines each; a few hold captures only and are left out. */
export function* windowsTexts(data: string): Generator<{ readonly name: string; readonly text: string }> {
  for (const file of readdirSync(join(data, 'windows-otrf')).filter((name) => name.endsWith('.zip'))) {
    for (const { name, text } of zipTexts(readFileSync(join(data, 'windows-otrf', file)))) if (name.endsWith('.json') && !name.startsWith('__MACOSX')) yield { name: `${basename(file)}/${name}`, text };
  }
}

/** The text logs that are neither Zeek nor Suricata: CEF, FortiGate, Wazuh's groups, syslog examples. */
export function* plainTexts(data: string): Generator<{ readonly name: string; readonly text: string }> {
  for (const group of WAZUH_GROUPS) yield { name: `wazuh-logs/${group}`, text: wazuhText(data, group) };
  for (const file of ['cef', 'ocsf-pairs/tenzir-fortigate'].flatMap((folder) => [...filesUnder(join(data, folder))])) {
    if (!file.endsWith('README.txt')) yield { name: file.slice(data.length + 1), text: readFileSync(file, 'utf8') };
  }
  const vectors = JSON.parse(readFileSync(join(data, 'syslog/vectors.json'), 'utf8')) as { raw: string }[];
  yield { name: 'syslog/vectors', text: vectors.map(({ raw }) => raw.replace(/\n/g, ' ')).join('\n') };
}
