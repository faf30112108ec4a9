import type { JsonObject } from '@watchfloor/ocsf';
import type { LineFormat } from '../contract.ts';
import { splitEnvelope } from '../format/envelope.ts';
import { takeLineTime } from '../format/text-time.ts';

const TAG = /%([A-Z][A-Z0-9_]{1,40})-(?:[A-Z0-9_]{1,20}-)?([0-7])-([A-Z0-9_]{2,40})[:\s]/;

/** Cisco syslog: `%ASA-6-302013: …`, `%SYS-5-CONFIG_I: …`, behind any syslog header. The log is `asa` for ASA, FTD, PIX and FWSM, else `ios`. */
export const CISCO: LineFormat = {
  id: 'cisco',
  order: 30,
  recognise: (text) => text.includes('%') && TAG.test(text.slice(0, 400)),
  read(text) {
    const tag = TAG.exec(text.slice(0, 2000));
    if (tag === null) return { ok: false, reason: 'not a Cisco message' };
    const { syslog, rest } = splitEnvelope(text.slice(0, tag.index).trimEnd());
    const record: JsonObject = { facility: tag[1] ?? '', level: tag[2] ?? '', code: tag[3] ?? '', message: text.slice(tag.index + tag[0].length).trim() };
    const head = rest.replace(/^[\s:*.]+|[\s:]+$/g, '');
    if (syslog !== undefined) record['syslog'] = syslog;
    if (head !== '') record['head'] = head;
    return { ok: true, record, log: /^(?:ASA|FTD|PIX|FWSM)$/.test(tag[1] ?? '') ? 'asa' : 'ios' };
  },
  time: (fields, context) => takeLineTime(fields, context),
  product: (fields, log) => ({ name: log === 'asa' ? (fields.word('facility') ?? 'ASA') : 'IOS', vendor_name: 'Cisco' }),
};
