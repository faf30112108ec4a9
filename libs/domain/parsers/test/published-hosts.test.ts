import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OcsfEvent } from '@watchfloor/ocsf';
import { describe, expect, it } from 'vitest';
import { openSource, type ParsedEvent } from '../src/index.ts';
import { NOW, sharedData } from './fixture.ts';
import { jsonRecords } from './json-records.ts';

const folder = sharedData();
if (folder === undefined) process.stderr.write('the comparison with published OCSF of hosts is skipped: the folder ../shared/data beside the repository is not there\n');

type Published = Pick<OcsfEvent, 'class_uid' | 'type_uid' | 'user' | 'actor' | 'device' | 'src_endpoint' | 'dst_endpoint'> & { readonly time: string | number };
type Part = 'class' | 'type' | 'user' | 'actor' | 'device' | 'src' | 'dst' | 'time';

/** Where we say something else, and why. */
const DIFFERENT: Readonly<Record<string, { readonly not: readonly Part[]; readonly because: string }>> = {
  'microsoft__ocsf__eid-2000': { not: ['type'], because: 'an event that is known and has no class is Other (99), not Unknown (0)' },
  'microsoft__ocsf__eid-9999': { not: ['type'], because: 'as 2000' },
  'microsoft__ocsf__eid-4100': { not: ['class', 'type', 'actor'], because: 'Script Activity needs the script: an error of a pipeline has none' },
  'microsoft__ocsf__eid-4105': { not: ['class', 'type'], because: 'as 4100: the start of a script block names it by id only' },
  'microsoft__ocsf__eid-4769': { not: ['user'], because: 'the name is kept as logged, jdoe@CORP.LOCAL, so that no column is lost' },
  'microsoft__ocsf__eid-6005': { not: ['class', 'type'], because: 'the event names no service, which Windows Service Activity needs' },
  'sysmon__ocsf__17-PipeCreated': { not: ['class', 'type'], because: 'a named pipe is a file of type 6: File System Activity, Create' },
  'sysmon__ocsf__18-PipeConnected': { not: ['class', 'type'], because: 'as 17: Open' },
  'sysmon__ocsf__21-WmiEventConsumerToFilter': { not: ['type'], because: 'as 2000' },
  'sysmon__ocsf__24-ClipboardChange': { not: ['type'], because: 'as 2000' },
  'Cisco__v1.3.0__ASA__106023__cisco_asa_106023': { not: ['device'], because: 'the host of the syslog header is the firewall' },
  'Cisco__v1.3.0__ASA__302013__cisco_asa_302013': { not: ['device'], because: 'the host of the syslog header is the firewall' },
  'Cisco__v1.3.0__ASA__305011__cisco_asa_305011': { not: ['device'], because: 'the host of the syslog header is the firewall' },
  'Cisco__v1.3.0__ASA__305012__cisco_asa_305012': { not: ['device'], because: 'the host of the syslog header is the firewall' },
  'Zeek__v1.3.0__conn_log__conn_log': { not: ['time'], because: 'the published time is not that of ts: 1200 s later' },
  'Zeek__v1.4.0__conn_log__conn_log': { not: ['time'], because: 'as conn of 1.3.0' },
  'Zeek__v1.3.0__ftp_log__ftp_log': { not: ['time'], because: 'the published time is not that of ts' },
  'Zeek__v1.3.0__rdp_log__rdp_log': { not: ['time'], because: 'the published time is not that of ts' },
  'Zeek__v1.3.0__smtp_log__smtp_log': { not: ['time', 'type'], because: 'the published time is not that of ts; a log of a mail server that took the mail is a Send (1), not a Scan (3)' },
  'Zeek__v1.4.0__x509_log__x509_log': { not: ['class', 'type', 'time', 'user'], because: 'a certificate has no endpoint, which Network Activity needs; the published type is not of its own class' },
};

function answerOf(event: Published, timeMs: number): Record<Part, unknown> {
  const side = (endpoint: { ip?: string | null; port?: number } | undefined): string => `${endpoint?.ip ?? ''}:${String(endpoint?.port ?? '')}`;
  return {
    class: event.class_uid, type: event.type_uid, time: timeMs, user: event.user?.name, actor: event.actor?.user?.name ?? event.actor?.process?.user?.name,
    device: event.device?.hostname, src: side(event.src_endpoint), dst: side(event.dst_endpoint),
  };
}

/** Published times are milliseconds, seconds (an early mistake of the examples) or text. */
function publishedMs(time: string | number): number {
  return typeof time === 'string' ? Math.floor(Date.parse(time)) : time < 1e11 ? time * 1000 : time;
}

function compare(name: string, lines: readonly string[], published: readonly Published[]): void {
  const parser = openSource('auto', { now: NOW, log: /__(\w+?)_log__/.exec(name)?.[1] ?? '' });
  const ours = lines.map((line) => parser.parse(line)).filter((parsed): parsed is ParsedEvent => parsed?.ok === true);
  expect(ours).toHaveLength(published.length);
  const not = DIFFERENT[name]?.not ?? [];
  const without = (answer: Record<Part, unknown>): [string, unknown][] => Object.entries(answer).filter(([part]) => !not.includes(part as Part));
  const theirs = published.map((event) => answerOf(event, publishedMs(event.time)));
  const own = ours.map(({ event }) => answerOf(event, event.time));
  expect(own.map(without)).toEqual(theirs.map(without));
  for (const part of not) expect(own.map((answer) => answer[part]), `${part} is equal: not a deviation any more`).not.toEqual(theirs.map((answer) => answer[part]));
}

describe.skipIf(folder === undefined)('published OCSF of Windows, Sysmon, Cisco and Zeek records: class, type, time, user, actor, machine, endpoints', () => {
  const pairs = join(folder ?? '', 'ocsf-pairs');
  const list = (sub: string, pattern: RegExp): string[] => (folder === undefined ? [] : readdirSync(join(pairs, sub)).flatMap((file) => pattern.exec(file)?.[1] ?? []));

  it.each(list('tenzir', /^((?:microsoft|sysmon)__ocsf__.*)\.in$/))('%s', (name) => {
    const text = readFileSync(join(pairs, 'tenzir', `${name}.in`), 'utf8');
    const published = jsonRecords(readFileSync(join(pairs, 'tenzir', `${name}.expected.json`), 'utf8')).map((line) => JSON.parse(line) as Published);
    compare(name, text.match(/<Event[\s>][\s\S]*?<\/Event>/g) ?? [], published);
  });

  it.each(list('ocsf-examples', /^((?:Cisco|Zeek)__.*)\.raw$/))('%s', (name) => {
    const text = readFileSync(join(pairs, 'ocsf-examples', `${name}.raw`), 'utf8');
    const published = jsonRecords(readFileSync(join(pairs, 'ocsf-examples', `${name}.ocsf.json`), 'utf8')).map((line) => JSON.parse(line) as Published);
    compare(name, name.startsWith('Zeek') ? jsonRecords(text) : text.trim().split('\n'), published);
  });
});
