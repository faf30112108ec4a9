import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OcsfEvent } from '@watchfloor/ocsf';
import { describe, expect, it } from 'vitest';
import { openSource } from '../src/index.ts';
import { NOW, sharedData } from './fixture.ts';
import { jsonRecords } from './json-records.ts';

const folder = sharedData();
if (folder === undefined) process.stderr.write('the comparison with published OCSF is skipped: the folder ../shared/data beside the repository is not there\n');

interface Published { class_uid: number; type_uid: number; time: string; src_endpoint?: { ip?: string | null; port?: number }; dst_endpoint?: { ip?: string | null; port?: number } }
type Part = 'class' | 'type' | 'time' | 'src' | 'dst';
type Answer = Readonly<Record<Part, number | string>>;

/** Where we say something else, and why. */
const DIFFERENT: Readonly<Record<string, { readonly not: readonly Part[]; readonly because: string }>> = {
  suricata__ocsf__base: { not: ['type'], because: 'stats are something else (99), not something unknown (0)' },
  suricata__ocsf__dhcp: { not: ['src', 'dst'], because: 'the source of a reply is the server that sent it' },
  suricata__ocsf__dns: { not: ['type'], because: 'a record of type answer is a Response, which OCSF has an activity for' },
  suricata__ocsf__flow: { not: ['type'], because: 'a flow that ended in state new never got beyond opening' },
  suricata__ocsf__ftp: { not: ['type'], because: 'no command of FTP is a poll' },
  suricata__ocsf__mqtt: { not: ['type'], because: 'a ping is traffic' },
  suricata__ocsf__smtp: { not: ['class', 'type'], because: 'without sender and recipient there is no valid email object' },
  zeek__ocsf__x509: { not: ['class', 'type'], because: 'a certificate has neither endpoint nor TLS version, which Network Activity needs' },
};

/** They make an event of each message of an exchange, we one of each row: talkers and times are the same. */
const SPLIT: ReadonlySet<string> = new Set(['zeek__ocsf__dhcp']);

function side(endpoint: { ip?: string | null; port?: number } | undefined): string {
  return `${endpoint?.ip ?? ''}:${String(endpoint?.port ?? '')}`;
}

/** Published times came by way of a double: the last digit is not the source's, so tens of microseconds are compared. */
function microseconds(time: string): number {
  return Date.parse(`${time.slice(0, 19)}Z`) * 1000 + Number((/\.(\d{1,6})/.exec(time)?.[1] ?? '0').padEnd(6, '0'));
}

function ours(events: readonly { timeUs: number; event: OcsfEvent }[]): Answer[] {
  return events.map(({ timeUs, event }) => ({ class: event.class_uid, type: event.type_uid, time: Math.floor(timeUs / 10), src: side(event.src_endpoint), dst: side(event.dst_endpoint) }));
}

/** As texts in one order: published events are in the order of their pipeline, not of their records. */
function compared(answers: readonly Answer[], not: readonly Part[]): string[] {
  return answers.map((answer) => (['time', 'src', 'dst', 'class', 'type'] as const).filter((part) => !not.includes(part)).map((part) => `${part} ${String(answer[part])}`).join(', ')).sort();
}

describe.skipIf(folder === undefined)('published OCSF of Zeek and Suricata records (ocsf-pairs/tenzir)', () => {
  const pairs = join(folder ?? '', 'ocsf-pairs/tenzir');
  const names = folder === undefined ? [] : readdirSync(pairs).filter((name) => /^(?:zeek|suricata)__.*\.in$/.test(name)).map((name) => name.replace(/\.in$/, ''));

  it.each(names)('%s: class, type, time and endpoints', (name) => {
    const parser = openSource(name.startsWith('zeek') ? 'zeek' : 'suricata', { log: name.split('__').at(-1) ?? '', now: NOW });
    const parsed = jsonRecords(readFileSync(join(pairs, `${name}.in`), 'utf8')).map((line) => parser.parse(line)).filter((one) => one?.ok === true);
    const text = readFileSync(join(pairs, `${name}.expected.json`), 'utf8');
    const published = jsonRecords(text).map((line) => JSON.parse(line) as Published);
    const theirs = published.map((one): Answer => ({ class: one.class_uid, type: one.type_uid, time: Math.floor(microseconds(one.time) / 10), src: side(one.src_endpoint), dst: side(one.dst_endpoint) }));
    if (SPLIT.has(name)) {
      expect(new Set(compared(ours(parsed), ['type', 'dst']))).toEqual(new Set(compared(theirs, ['type', 'dst'])));
      return;
    }
    expect(parsed).toHaveLength(theirs.length);
    const not = DIFFERENT[name]?.not ?? [];
    expect(compared(ours(parsed), not)).toEqual(compared(theirs, not));
  });
});
