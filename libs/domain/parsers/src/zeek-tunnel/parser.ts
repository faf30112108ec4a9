import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

const ACTIVITY: Readonly<Record<string, number>> = { 'Tunnel::DISCOVER': 1, 'Tunnel::CLOSE': 2, 'Tunnel::EXPIRE': 2 };
const OTHER = 99;

function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields);
  const action = fields.peek('action');
  const type = fields.word('tunnel_type');
  return {
    class_uid: OCSF_CLASS.tunnelActivity,
    activity_id: typeof action === 'string' && Object.hasOwn(ACTIVITY, action) ? (ACTIVITY[action] ?? OTHER) : OTHER,
    message: `Tunnel ${type ?? ''} ${arrow(conversation)}`,
    ...conversation,
    tunnel_type: type,
    tunnel_type_id: OTHER,
  };
}

export const parser = zeekParser({ title: 'Zeek tunnel.log', logs: ['tunnel'], recognise: (columns) => 'tunnel_type' in columns, map });
