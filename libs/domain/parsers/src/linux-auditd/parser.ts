import { OCSF_CLASS, type Device, type JsonObject } from '@watchfloor/ocsf';
import type { EventBody, LineFormat } from '../contract.ts';
import { splitEnvelope, takeSyslogHost } from '../format/envelope.ts';
import { readPairs } from '../format/key-values.ts';
import { formatParser } from '../format/open-format.ts';
import { present } from '../format/present.ts';
import { takeTextTime } from '../format/text-time.ts';
import { isAddress, type Fields } from '../reading/fields.ts';

const START = /(?:^|\s)(?:node=(\S{1,255}) )?type=([A-Z_0-9]{2,40}|UNKNOWN\[\d{1,6}\]) msg=audit\((\d{1,12}\.\d{1,6}):(\d{1,20})\):/;
const LOGIN: Readonly<Record<string, number>> = { USER_LOGIN: 1, USER_AUTH: 1, USER_START: 1, USER_END: 2, USER_LOGOUT: 2, CRED_ACQ: 1, LOGIN: 1 };
const ACCOUNT: Readonly<Record<string, number>> = { ADD_USER: 1, DEL_USER: 6, USER_CHAUTHTOK: 3, ACCT_LOCK: 9, ACCT_UNLOCK: 12 };

/** Records of the Linux audit daemon, single, or several of one event joined on a line (their columns by the record's type). */
export const AUDITD: LineFormat = {
  id: 'auditd',
  order: 36,
  recognise: (text) => text.includes('msg=audit(') && START.test(text.slice(0, 1000)),
  read(text) {
    const start = START.exec(text.slice(0, 2000));
    if (start === null) return { ok: false, reason: 'not an audit record' };
    const { syslog, rest } = splitEnvelope(text.slice(0, start.index).trim());
    // Inner pairs stand in msg='…'.
    const { record, duplicates, words } = readPairs(text.slice(start.index + start[0].length).replace(/(^|\s)msg='/, '$1').replace(/'\s*$/, ''));
    const audit: JsonObject = { type: start[2] ?? '', time: start[3] ?? '', serial: start[4] ?? '' };
    if (start[1] !== undefined) audit['node'] = start[1];
    const clash = ['audit', 'syslog', 'head', 'words'].flatMap((key) => (Object.hasOwn(record, key) ? [{ key, value: record[key] ?? null }] : []));
    for (const { key } of clash) delete record[key];
    record['audit'] = audit;
    if (syslog !== undefined) record['syslog'] = syslog;
    if (rest !== '') record['head'] = rest;
    if (words.length > 0) record['words'] = words.join(' ');
    return { ok: true, record, log: 'audit', duplicates: [...duplicates, ...clash] };
  },
  time(fields, context) {
    const audit = fields.object('audit');
    return audit === undefined ? { us: undefined, text: undefined } : takeTextTime(audit, context, 'time');
  },
  product: () => ({ name: 'auditd', vendor_name: 'Linux' }),
};

function word(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields.peek(name);
    if (typeof value === 'string' && value !== '' && value !== '?' && value !== '(null)' && value !== '4294967295') return fields.word(name);
  }
  return undefined;
}

function outcome(fields: Fields): number | undefined {
  const text = ['res', 'success'].map((name) => fields.peek(name)).find((value) => typeof value === 'string');
  if (typeof text !== 'string') return undefined;
  return /^(?:success|yes|1)$/.test(text) ? 1 : 2;
}

/** The machine: `node=` of the record itself, else the host of the syslog header. */
function hostOf(fields: Fields, audit: Fields | undefined): Device | undefined {
  const hostname = audit?.word('node');
  return hostname === undefined ? takeSyslogHost(fields) : { hostname, type_id: 0 };
}

function map(fields: Fields): EventBody {
  const audit = fields.object('audit');
  const type = String(audit?.peek('type') ?? '');
  const device = hostOf(fields, audit);
  const common = { message: `audit ${type}`, device, status_id: outcome(fields) };
  const account = Object.hasOwn(ACCOUNT, type) ? ACCOUNT[type] : undefined;
  const login = Object.hasOwn(LOGIN, type) ? LOGIN[type] : undefined;
  if (login !== undefined || account !== undefined) {
    const name = word(fields, 'acct', 'AUID', 'UID');
    const uid = name === undefined ? word(fields, 'auid', 'uid') : undefined;
    if (name !== undefined || uid !== undefined) {
      const user = { name, uid };
      if (account !== undefined) return { class_uid: OCSF_CLASS.accountChange, activity_id: account, ...common, user };
      const ip = fields.peek('addr');
      const src = typeof ip === 'string' && isAddress(ip) ? fields.address('addr') : undefined;
      return { class_uid: OCSF_CLASS.authentication, activity_id: login ?? 99, ...common, user, service: { name: word(fields, 'exe') ?? 'audit' }, src_endpoint: src === undefined ? undefined : { ip: src } };
    }
  }
  const exe = type === 'SYSCALL' || type === 'EXECVE' ? word(fields, 'exe') : undefined;
  if (exe === undefined) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, ...common };
  const process = { name: word(fields, 'comm'), pid: fields.integer('pid'), file: { name: exe.slice(exe.lastIndexOf('/') + 1) || exe, path: exe, type_id: 8 } };
  const ppid = fields.integer('ppid');
  const parent = ppid === undefined ? undefined : { pid: ppid };
  const uid = word(fields, 'auid', 'uid');
  const user = uid === undefined ? undefined : { uid };
  // Process Activity needs the machine and who acted; a record that was cut from its host's log has neither.
  const actor = user === undefined ? present({ process: parent }) : { user };
  if (device === undefined || actor === undefined) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, ...common, actor: { user, process: { ...process, parent_process: parent } } };
  return { class_uid: OCSF_CLASS.processActivity, activity_id: 1, ...common, process: { ...process, parent_process: parent }, actor };
}

export const parser = formatParser(AUDITD, { title: 'Linux audit', logs: [], map });
