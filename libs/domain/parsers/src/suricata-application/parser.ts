import { NETWORK_ACTIVITY, OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';
import { APPLICATION_EVENTS } from './event-types.ts';

/** A session that begins or ends: MQTT CONNECT and DISCONNECT, a SIP INVITE; what was dropped was refused. */
function activityOf(inner: Fields | undefined, log: string): number {
  if (log === 'drop') return NETWORK_ACTIVITY.refuse;
  if (log === 'sip' && inner?.peek('method') === 'INVITE') return NETWORK_ACTIVITY.open;
  if (log !== 'mqtt') return NETWORK_ACTIVITY.traffic;
  if (inner?.peek('connect') !== undefined || inner?.peek('connack') !== undefined) return NETWORK_ACTIVITY.open;
  return inner?.peek('disconnect') === undefined ? NETWORK_ACTIVITY.traffic : NETWORK_ACTIVITY.close;
}

/** Columns of what has no class stay in `unmapped`, whole: MQTT payloads too, which are text with `\xNN` for other bytes. */
function map(fields: Fields, log: string): EventBody {
  const conversation = eveConversation(fields);
  const { about, status } = (Object.hasOwn(APPLICATION_EVENTS, log) ? APPLICATION_EVENTS[log] : undefined) ?? {};
  const inner = fields.object(log);
  const subject = about === undefined ? undefined : inner?.peek(about);
  const protocol = fields.peek('app_proto') === 'failed' ? undefined : fields.word('app_proto');
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: activityOf(inner, log),
    status_detail: status === undefined ? undefined : inner?.word(status),
    message: `Suricata ${log}${typeof subject === 'string' && subject !== '' ? ` ${subject}` : ''} ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: protocol ?? log,
  };
}

export const parser = eveParser({ title: 'Suricata EVE event types without an OCSF class', logs: Object.keys(APPLICATION_EVENTS), map });
