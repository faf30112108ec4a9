import { DNS_ACTIVITY, OCSF_CLASS, type DnsAnswer, type DnsQuery } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

// rcode_id values of OCSF 1.8.0 DNS Activity; any other code is 99, Other.
const RCODES = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23]);

function takeQuery(fields: Fields): DnsQuery | undefined {
  const hostname = fields.text('query');
  if (hostname === undefined) return undefined;
  return { hostname, type: fields.word('qtype_name'), class: fields.word('qclass_name'), packet_uid: fields.integer('trans_id') };
}

function takeAnswers(fields: Fields): DnsAnswer[] | undefined {
  const answers = fields.peek('answers');
  if (!Array.isArray(answers) || answers.length === 0 || !answers.every((answer) => typeof answer === 'string')) return undefined;
  const ttls = fields.peek('TTLs');
  const timed = Array.isArray(ttls) && ttls.length === answers.length && ttls.every((ttl) => Number.isSafeInteger(ttl)) ? (ttls as number[]) : undefined;
  if (timed !== undefined) fields.list('TTLs');
  fields.list('answers');
  return answers.map((rdata, index) => ({ rdata, ttl: timed?.[index] }));
}

function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields);
  const query = takeQuery(fields);
  const code = fields.peek('rcode');
  const answered = typeof code === 'number';
  if (answered && RCODES.has(code)) fields.integer('rcode');
  const rcode = fields.word('rcode_name');
  return {
    class_uid: OCSF_CLASS.dnsActivity,
    activity_id: answered || rcode !== undefined ? DNS_ACTIVITY.traffic : DNS_ACTIVITY.query,
    message: `DNS ${query?.type ?? 'query'} ${query?.hostname ?? ''} ${arrow(conversation)}${rcode === undefined ? '' : ` ${rcode}`}`,
    ...conversation,
    app_protocol_name: 'dns',
    query,
    answers: takeAnswers(fields),
    rcode,
    rcode_id: answered ? (RCODES.has(code) ? code : 99) : undefined,
  };
}

export const parser = zeekParser({
  title: 'Zeek dns.log',
  logs: ['dns'],
  recognise: (columns) => 'qtype_name' in columns || 'rcode_name' in columns || ('trans_id' in columns && 'rejected' in columns),
  map,
});
