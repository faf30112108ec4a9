import type { JsonObject } from '@watchfloor/ocsf';
import type { EventBody, LineFormat } from '../contract.ts';
import { readCsvLine } from '../firewall/csv-line.ts';
import { firewallBody, type FirewallColumns } from '../firewall/body.ts';
import { splitEnvelope } from '../format/envelope.ts';
import { formatParser } from '../format/open-format.ts';
import { takeLineTime } from '../format/text-time.ts';
import type { Fields } from '../reading/fields.ts';
import { namesOf } from './columns.ts';

const START = /(?:^|[\s>])\d?,(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d),[\w-]{0,32},([A-Za-z-]{3,20}),/;
const COLUMNS: FirewallColumns = {
  name: 'PAN-OS', src: ['src', 'sport', 'from'], dst: ['dst', 'dport', 'to'], protocol: 'proto', action: 'action', rule: 'rule', user: 'srcuser', application: 'app',
  bytesOut: 'bytes_sent', bytesIn: 'bytes_received', severity: 'severity', title: 'threatid',
};

/** PAN-OS syslog in its default CSV. The log is the type: TRAFFIC, THREAT, SYSTEM, CONFIG …; columns beyond those known are `column_<n>`. */
export const PANOS: LineFormat = {
  id: 'panos',
  order: 32,
  recognise: (text) => START.test(text.slice(0, 600)),
  read(text) {
    const start = START.exec(text.slice(0, 2000));
    if (start === null) return { ok: false, reason: 'not a PAN-OS line' };
    const from = start.index + (/[\s>]/.test(text.charAt(start.index)) ? 1 : 0);
    const { syslog, rest } = splitEnvelope(text.slice(0, from).trimEnd(), false);
    const record: JsonObject = {};
    const log = (start[2] ?? '').toUpperCase();
    const names = namesOf(log);
    readCsvLine(text.slice(from)).forEach((cell, at) => {
      if (cell !== '') record[names[at] ?? `column_${String(at + 1)}`] = cell;
    });
    if (syslog !== undefined) record['syslog'] = syslog;
    if (rest !== '') record['head'] = rest;
    return { ok: true, record, log };
  },
  time: (fields, context) => takeLineTime(fields, context, 'time_generated', 'receive_time'),
  product: () => ({ name: 'PAN-OS', vendor_name: 'Palo Alto Networks' }),
};

function map(fields: Fields, log: string): EventBody {
  return firewallBody(fields, log === 'THREAT' ? COLUMNS : { ...COLUMNS, title: 'opaque' }, log === 'THREAT' ? 'alert' : log === 'TRAFFIC' ? 'traffic' : 'event');
}

export const parser = formatParser(PANOS, { title: 'Palo Alto Networks PAN-OS', logs: [], map });
