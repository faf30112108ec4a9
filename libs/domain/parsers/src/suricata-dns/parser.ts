import { DNS_ACTIVITY, isJsonObject, OCSF_CLASS, type DnsAnswer, type DnsQuery, type JsonValue } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

// IANA DNS RCODEs, as rcode_id of OCSF 1.8.0 has them; any other name is 99.
const RCODE: Readonly<Record<string, number>> = {
  NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5, YXDOMAIN: 6, YXRRSET: 7, NXRRSET: 8, NOTAUTH: 9, NOTZONE: 10, DSOTYPENI: 11, BADVERS: 16,
  BADSIG: 16, BADKEY: 17, BADTIME: 18, BADMODE: 19, BADNAME: 20, BADALG: 21, BADTRUNC: 22, BADCOOKIE: 23,
};

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Versions 1 and 2 have one name; version 3 (Suricata 8) has a list, which stays, as it may hold several. */
function takeQuery(dns: Fields): DnsQuery | undefined {
  const listed = dns.peek('queries') ?? dns.peek('query');
  const first = Array.isArray(listed) ? listed[0] : undefined;
  if (isJsonObject(first)) {
    const hostname = text(first['rrname']);
    return hostname === undefined ? undefined : { hostname, type: text(first['rrtype']), packet_uid: dns.integer('id') };
  }
  const hostname = dns.word('rrname');
  return hostname === undefined ? undefined : { hostname, type: dns.word('rrtype'), packet_uid: dns.integer('id') };
}

/** Version 1 has one answer in a record, later ones a list. The columns stay: OCSF's answer has no name. */
function answersOf(dns: Fields): DnsAnswer[] | undefined {
  const listed = dns.peek('answers');
  const items = Array.isArray(listed) ? listed : [{ rdata: dns.peek('rdata') ?? null, rrtype: dns.peek('rrtype') ?? null, ttl: dns.peek('ttl') ?? null }];
  const answers: DnsAnswer[] = [];
  for (const item of items) {
    if (!isJsonObject(item)) continue;
    const rdata = text(item['rdata']);
    const ttl = item['ttl'];
    if (rdata !== undefined) answers.push({ rdata, type: text(item['rrtype']), ttl: typeof ttl === 'number' && Number.isSafeInteger(ttl) ? ttl : undefined });
  }
  return answers.length === 0 ? undefined : answers;
}

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const dns = fields.object('dns');
  const type = dns?.peek('type');
  const answered = type === 'answer' || type === 'response';
  const answers = dns === undefined || !answered ? undefined : answersOf(dns);
  const query = dns === undefined ? undefined : takeQuery(dns);
  const rcode = dns?.word('rcode');
  return {
    class_uid: OCSF_CLASS.dnsActivity,
    activity_id: answered ? DNS_ACTIVITY.response : type === 'query' || type === 'request' ? DNS_ACTIVITY.query : DNS_ACTIVITY.unknown,
    message: `DNS ${query?.type ?? 'query'} ${query?.hostname ?? ''} ${arrow(conversation)}${rcode === undefined ? '' : ` ${rcode}`}`,
    ...conversation,
    app_protocol_name: 'dns',
    query,
    answers,
    rcode,
    rcode_id: rcode === undefined ? undefined : Object.hasOwn(RCODE, rcode) ? RCODE[rcode] : 99,
  };
}

export const parser = eveParser({ title: 'Suricata EVE dns', logs: ['dns', 'mdns'], map });
