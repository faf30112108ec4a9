import type { JsonObject } from '@watchfloor/ocsf';
import type { LineFormat } from '../contract.ts';
import { firewallBody, type FirewallColumns } from '../firewall/body.ts';
import { splitEnvelope } from '../format/envelope.ts';
import { setColumn } from '../format/key-values.ts';
import { formatParser } from '../format/open-format.ts';
import { takeLineTime } from '../format/text-time.ts';
import type { Duplicate } from '../reading/exact-json.ts';

const COLUMNS: FirewallColumns = {
  name: 'Check Point', src: ['src', 's_port', 'inzone'], dst: ['dst', 'service', 'outzone'], protocol: 'proto', action: 'action', rule: 'rule_name', user: 'user', application: 'service_id',
  bytesOut: 'sent_bytes', bytesIn: 'received_bytes', severity: 'severity', title: 'attack',
};
const PAIR = /([A-Za-z_][\w.-]{0,63}):"((?:[^"\\]|\\.)*)"/y;

/** Check Point Log Exporter, syslog format: `[action:"Drop"; src:"…"; …]`. */
export const CHECKPOINT: LineFormat = {
  id: 'checkpoint',
  order: 35,
  recognise: (text) => text.includes('CheckPoint ') && /\[\s?[\w.-]{1,40}:"/.test(text.slice(0, 1000)),
  read(text) {
    const { syslog, rest } = splitEnvelope(text);
    const record: JsonObject = {};
    const duplicates: Duplicate[] = [];
    let other = '';
    for (let at = 0; at < rest.length;) {
      PAIR.lastIndex = at;
      const pair = PAIR.exec(rest);
      if (pair === null) {
        const next = rest.slice(at).search(/[\s;[\]]/);
        const end = next <= 0 ? (next === 0 ? at + 1 : rest.length) : at + next;
        if (next !== 0) other += `${other === '' ? '' : ' '}${rest.slice(at, end)}`;
        at = end;
      } else {
        if (pair[1] === 'syslog' || pair[1] === 'other') duplicates.push({ key: pair[1], value: pair[2] ?? '' });
        else setColumn(record, duplicates, pair[1] ?? '', (pair[2] ?? '').replace(/\\(["\\\]])/g, '$1'));
        at = PAIR.lastIndex;
      }
    }
    if (Object.keys(record).length === 0) return { ok: false, reason: 'not a Check Point line' };
    if (other !== '') record['other'] = other;
    if (syslog !== undefined) record['syslog'] = syslog;
    return { ok: true, record, log: 'checkpoint', duplicates };
  },
  time: (fields, context) => takeLineTime(fields, context, 'time'),
  product: () => ({ name: 'Check Point', vendor_name: 'Check Point' }),
};

export const parser = formatParser(CHECKPOINT, {
  title: 'Check Point Log Exporter', logs: [], map: (fields) => firewallBody(fields, COLUMNS, fields.peek('attack') === undefined ? 'traffic' : 'alert'),
});
