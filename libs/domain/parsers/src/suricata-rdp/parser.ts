import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

const ACTIVITY: Readonly<Record<string, number>> = { initial_request: 1, initial_response: 2, connect_request: 3, connect_response: 4, tls_handshake: 5 };
const TRAFFIC = 6;

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const rdp = fields.object('rdp');
  const type = rdp?.peek('event_type'); // stays: the activity says the same
  const cookie = rdp?.word('cookie');
  return {
    class_uid: OCSF_CLASS.rdpActivity,
    activity_id: typeof type === 'string' && Object.hasOwn(ACTIVITY, type) ? (ACTIVITY[type] ?? TRAFFIC) : TRAFFIC,
    message: `RDP ${arrow(conversation)}${cookie === undefined ? '' : ` as ${cookie}`}`,
    ...conversation,
    app_protocol_name: 'rdp',
    identifier_cookie: cookie,
    protocol_ver: rdp?.object('client')?.word('version'),
  };
}

export const parser = eveParser({ title: 'Suricata EVE rdp', logs: ['rdp'], map });
