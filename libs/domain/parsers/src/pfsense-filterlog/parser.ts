import type { JsonObject } from '@watchfloor/ocsf';
import type { LineFormat } from '../contract.ts';
import { firewallBody, type FirewallColumns } from '../firewall/body.ts';
import { readCsvLine } from '../firewall/csv-line.ts';
import { splitEnvelope } from '../format/envelope.ts';
import { formatParser } from '../format/open-format.ts';
import { takeLineTime } from '../format/text-time.ts';

const COLUMNS: FirewallColumns = {
  name: 'pfSense', src: ['src', 'srcport', ''], dst: ['dst', 'dstport', ''], protocol: 'protocol', action: 'action', rule: 'tracker', user: '', application: '', bytesOut: '', bytesIn: '', severity: '', title: '',
};
const HEAD = ['rule', 'sub_rule', 'anchor', 'tracker', 'interface', 'reason', 'action', 'direction', 'ip_version'];
const V4 = [...HEAD, 'tos', 'ecn', 'ttl', 'id', 'offset', 'flags', 'protocol_id', 'protocol', 'length', 'src', 'dst'];
const V6 = [...HEAD, 'class', 'flow_label', 'hop_limit', 'protocol', 'protocol_id', 'length', 'src', 'dst'];
const START = /(?:^|[\s>])filterlog(?:\[\d{1,10}\])?:? /;

/** Raw filter log of pfSense and OPNsense (CSV). */
export const FILTERLOG: LineFormat = {
  id: 'pfsense',
  order: 33,
  recognise: (text) => START.test(text.slice(0, 400)),
  read(text) {
    const start = START.exec(text.slice(0, 2000));
    const { syslog, rest } = splitEnvelope(text);
    const body = start === null ? rest : text.slice(start.index + start[0].length);
    const cells = readCsvLine(body.trim());
    if (cells.length < HEAD.length) return { ok: false, reason: 'not a pfSense filter log line' };
    const names = cells[8] === '6' ? V6 : V4;
    const ports = /^(?:tcp|udp)$/i.test(cells[names.indexOf('protocol')] ?? '') ? ['srcport', 'dstport', 'data_length'] : [];
    const record: JsonObject = {};
    cells.forEach((cell, at) => {
      if (cell !== '') record[names[at] ?? ports[at - names.length] ?? `column_${String(at + 1)}`] = cell;
    });
    if (syslog !== undefined) record['syslog'] = syslog;
    return { ok: true, record, log: 'filterlog' };
  },
  time: (fields, context) => takeLineTime(fields, context),
  product: () => ({ name: 'pfSense', vendor_name: 'Netgate' }),
};

export const parser = formatParser(FILTERLOG, { title: 'pfSense and OPNsense filter log', logs: [], map: (fields) => firewallBody(fields, COLUMNS, 'traffic') });
