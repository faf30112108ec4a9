import { NETWORK_ACTIVITY, OCSF_CLASS, type JsonValue, type User } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation, zeekSides } from '../zeek/endpoints.ts';
import { statusOf } from '../zeek/status.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

/** What one of the logs says of a logon; undefined user: no logon (an LDAP search, a Kerberos error without a name). */
interface Logon {
  readonly user: User | undefined;
  readonly activity: number;
  readonly protocol: number;
  readonly status?: number;
  readonly detail?: string;
  readonly service?: string;
}

const LOGON = 1;

function word(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `name/REALM`; the column stays, as the two are made of it. */
function kerberosUser(fields: Fields): User | undefined {
  const client = word(fields.peek('client'));
  if (client === undefined) return undefined;
  const slash = client.lastIndexOf('/');
  return slash <= 0 ? { name: client } : { name: client.slice(0, slash), domain: client.slice(slash + 1) };
}

function kerberos(fields: Fields): Logon {
  const type = fields.peek('request_type');
  const user = kerberosUser(fields);
  return { user, activity: type === 'TGS' ? 4 : type === 'AS' ? 3 : 99, protocol: 2, status: statusOf(fields.peek('success')), detail: fields.word('error_msg'), service: user === undefined ? undefined : fields.word('service') };
}

function ntlm(fields: Fields): Logon {
  const name = fields.word('username');
  return { user: name === undefined ? undefined : { name, domain: fields.word('domainname') }, activity: LOGON, protocol: 1, status: statusOf(fields.peek('success')) };
}

function radius(fields: Fields): Logon {
  const name = fields.word('username');
  const result = fields.peek('result');
  return { user: name === undefined ? undefined : { name }, activity: LOGON, protocol: 10, status: result === 'success' ? 1 : result === 'failed' ? 2 : undefined, detail: fields.word('reply_msg') };
}

function ldap(fields: Fields): Logon {
  const bind = word(fields.peek('opcode'))?.startsWith('bind') === true;
  const name = bind ? fields.word('object') : undefined;
  const result = word(fields.peek('result'));
  return { user: name === undefined ? undefined : { name }, activity: LOGON, protocol: 12, status: result === undefined ? undefined : result === 'success' ? 1 : 2, detail: fields.word('diagnostic_message') };
}

const LOGS: Readonly<Record<string, { readonly transport: string; readonly take: (fields: Fields) => Logon }>> = {
  kerberos: { transport: 'tcp', take: kerberos }, ntlm: { transport: 'tcp', take: ntlm }, radius: { transport: 'udp', take: radius }, ldap: { transport: 'tcp', take: ldap },
};

function map(fields: Fields, log: string): EventBody {
  const of = LOGS[log] ?? { transport: 'tcp', take: ntlm };
  const { user, activity, protocol, status, detail, service } = of.take(fields);
  if (user === undefined) {
    const conversation = zeekConversation(fields, of.transport);
    return { class_uid: OCSF_CLASS.networkActivity, activity_id: NETWORK_ACTIVITY.traffic, status_id: status, status_detail: detail, message: `${log.toUpperCase()} ${arrow(conversation)}`, ...conversation, app_protocol_name: log };
  }
  const sides = zeekSides(fields);
  return {
    class_uid: OCSF_CLASS.authentication,
    activity_id: activity,
    status_id: status,
    status_detail: detail,
    message: `${log.toUpperCase()} logon of ${user.name ?? ''} ${arrow(sides)}`,
    ...sides,
    user,
    auth_protocol_id: protocol,
    service: service === undefined ? (sides.dst_endpoint === undefined ? { name: log } : undefined) : { name: service },
  };
}

export const parser = zeekParser({
  title: 'Zeek kerberos.log, ntlm.log, radius.log and ldap.log',
  logs: Object.keys(LOGS),
  map,
});
