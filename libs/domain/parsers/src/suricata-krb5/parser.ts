import { NETWORK_ACTIVITY, OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser, eveSides } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

const KERBEROS = 2;
/** activity_id of a logon that the server asks or refuses a proof for. */
const PREAUTH = 6;
/** KRB_AS_REP is a ticket-granting ticket, KRB_TGS_REP a ticket for a service. */
const ACTIVITY: Readonly<Record<string, number>> = { KRB_AS_REQ: 3, KRB_AS_REP: 3, KRB_TGS_REQ: 4, KRB_TGS_REP: 4 };

function map(fields: Fields): EventBody {
  const krb5 = fields.object('krb5');
  const type = krb5?.peek('msg_type');
  const failed = krb5?.peek('failed_request');
  const code = krb5?.word('error_code');
  const name = krb5?.word('cname');
  const activity = [type, failed].map((text) => (typeof text === 'string' && Object.hasOwn(ACTIVITY, text) ? ACTIVITY[text] : undefined)).find((id) => id !== undefined);
  const status = type === 'KRB_ERROR' || code !== undefined ? 2 : 1;
  if (name === undefined) {
    const conversation = eveConversation(fields);
    return { class_uid: OCSF_CLASS.networkActivity, activity_id: NETWORK_ACTIVITY.traffic, status_id: status, status_code: code, message: `Kerberos ${arrow(conversation)}`, ...conversation, app_protocol_name: 'krb5' };
  }
  const sides = eveSides(fields);
  const service = krb5?.word('sname');
  return {
    class_uid: OCSF_CLASS.authentication,
    activity_id: code?.includes('PREAUTH') === true ? PREAUTH : (activity ?? 99),
    status_id: status,
    status_code: code,
    message: `Kerberos ticket of ${name} ${arrow(sides)}`,
    ...sides,
    user: { name, domain: krb5?.word('realm') },
    auth_protocol_id: KERBEROS,
    service: service === undefined ? (sides.dst_endpoint === undefined ? { name: 'krb5' } : undefined) : { name: service },
  };
}

export const parser = eveParser({ title: 'Suricata EVE krb5', logs: ['krb5'], map });
