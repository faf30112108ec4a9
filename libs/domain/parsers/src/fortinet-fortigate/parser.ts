import type { EventBody, LineFormat } from '../contract.ts';
import { firewallBody, type FirewallColumns, type FirewallKind } from '../firewall/body.ts';
import { readPairLine } from '../firewall/pairs-format.ts';
import { formatParser } from '../format/open-format.ts';
import { takeLineTime, usOfText } from '../format/text-time.ts';
import type { Fields } from '../reading/fields.ts';

const COLUMNS: FirewallColumns = {
  name: 'FortiGate', src: ['srcip', 'srcport', 'srcintf'], dst: ['dstip', 'dstport', 'dstintf'], protocol: 'proto', action: 'action', rule: 'policyname', user: 'user',
  application: 'service', bytesOut: 'sentbyte', bytesIn: 'rcvdbyte', severity: 'level', title: 'logdesc',
};

/** FortiOS' own log format: `date=… time=… devid=… type=… subtype=…`. The log is the type. */
export const FORTIGATE: LineFormat = {
  id: 'fortigate',
  order: 31,
  recognise: (text) => text.includes('date=') && text.includes('time=') && /\b(?:devid|device_id|logid|log_id|eventtime)=/.test(text),
  read(text) {
    const line = readPairLine(text, 'unknown');
    const type = line.record['type'];
    return Object.keys(line.record).length < 2 ? { ok: false, reason: 'not a FortiGate line' } : { ...line, log: typeof type === 'string' && type !== '' ? type : 'unknown' };
  },
  time(fields, context) {
    // date and time are the device's clock; eventtime says the same to the nanosecond, in UTC.
    const own = takeLineTime(fields, context, 'eventtime');
    if (own.us !== undefined && fields.peek('syslog') === undefined) return own;
    const us = usOfText(`${String(fields.peek('date'))} ${String(fields.peek('time'))}`, context);
    return own.us === undefined ? { us, text: undefined } : own;
  },
  product: () => ({ name: 'FortiGate', vendor_name: 'Fortinet' }),
};

function map(fields: Fields, log: string): EventBody {
  const action = fields.peek('action');
  const login = log === 'event' && (action === 'login' || fields.peek('logdesc') === 'Admin login failed');
  const kind: FirewallKind = log === 'traffic' ? 'traffic' : log === 'utm' || log === 'anomaly' || log === 'ips' || log === 'virus' ? 'alert' : login ? 'login' : 'event';
  return firewallBody(fields, { ...COLUMNS, title: kind === 'alert' ? 'msg' : 'logdesc' }, kind, fields.peek('status') === 'failed');
}

export const parser = formatParser(FORTIGATE, { title: 'Fortinet FortiGate', logs: [], map });
