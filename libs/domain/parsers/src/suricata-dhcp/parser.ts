import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

const ACTIVITY: Readonly<Record<string, number>> = { discover: 1, offer: 2, request: 3, decline: 4, ack: 5, nak: 6, release: 7, inform: 8 };

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const dhcp = fields.object('dhcp');
  const type = dhcp?.peek('dhcp_type'); // stays: the activity says the same
  const id = dhcp?.integer('id');
  const reply = dhcp?.peek('type') === 'reply';
  const client = reply ? conversation.dst_endpoint : conversation.src_endpoint;
  const mac = client === undefined ? undefined : dhcp?.mac('client_mac');
  const seen = client === undefined || mac === undefined ? undefined : { ...client, mac };
  return {
    class_uid: OCSF_CLASS.dhcpActivity,
    activity_id: typeof type === 'string' && Object.hasOwn(ACTIVITY, type) ? (ACTIVITY[type] ?? 0) : 0,
    message: `DHCP ${typeof type === 'string' ? type : 'message'} ${arrow(conversation)}`,
    ...conversation,
    ...(seen === undefined ? {} : reply ? { dst_endpoint: seen } : { src_endpoint: seen }),
    app_protocol_name: 'dhcp',
    transaction_uid: id === undefined ? undefined : String(id),
    lease_dur: dhcp?.integer('lease_time'),
  };
}

export const parser = eveParser({ title: 'Suricata EVE dhcp', logs: ['dhcp'], map });
