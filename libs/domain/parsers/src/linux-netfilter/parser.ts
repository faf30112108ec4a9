import type { LineFormat } from '../contract.ts';
import { firewallBody, type FirewallColumns } from '../firewall/body.ts';
import { readPairLine } from '../firewall/pairs-format.ts';
import { actionIdOf } from '../format/action.ts';
import { formatParser } from '../format/open-format.ts';
import { takeLineTime } from '../format/text-time.ts';

const COLUMNS: FirewallColumns = {
  name: 'netfilter', src: ['SRC', 'SPT', ''], dst: ['DST', 'DPT', ''], protocol: 'PROTO', action: '', rule: '', user: '', application: '', bytesOut: '', bytesIn: '', severity: '', title: '',
};

/** Packets that iptables or nftables log through the kernel: `PREFIX IN=… OUT=… SRC=… DST=… PROTO=…`. */
export const NETFILTER: LineFormat = {
  id: 'netfilter',
  order: 34,
  recognise: (text) => text.includes('SRC=') && text.includes('DST=') && (text.includes('PROTO=') || text.includes('IN=')),
  read(text) {
    const line = readPairLine(text, 'netfilter');
    return Object.hasOwn(line.record, 'SRC') || Object.hasOwn(line.record, 'DST') ? line : { ok: false, reason: 'not a netfilter line' };
  },
  time: (fields, context) => takeLineTime(fields, context),
  product: () => ({ name: 'netfilter', vendor_name: 'Linux' }),
};

export const parser = formatParser(NETFILTER, {
  title: 'iptables and nftables', logs: [],
  map: (fields) => {
    // The prefix, which the administrator chose, often says what became of the packet.
    const words = fields.peek('words');
    const verdict = typeof words === 'string' ? /\b(?:drop|deny|reject|block|accept|allow)\w*/i.exec(words.slice(0, 200))?.[0] : undefined;
    const body = firewallBody(fields, COLUMNS, 'traffic');
    const action = verdict === undefined ? undefined : actionIdOf(verdict);
    return { ...body, action_id: action, activity_id: action === 2 && body.class_uid === 4001 ? 5 : body.activity_id };
  },
});
