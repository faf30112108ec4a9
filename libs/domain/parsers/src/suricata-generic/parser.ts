import { NETWORK_ACTIVITY, OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser, hasEveAddresses } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

const OTHER = 99;

/** Any EVE event type: Network Activity when it has addresses, else (stats, engine messages) Base Event. */
function map(fields: Fields, log: string): EventBody {
  if (!hasEveAddresses(fields)) return { class_uid: OCSF_CLASS.baseEvent, activity_id: OTHER, message: `Suricata ${log}` };
  const conversation = eveConversation(fields);
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `Suricata ${log} ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: fields.peek('app_proto') === 'failed' ? log : (fields.word('app_proto') ?? log),
  };
}

export const parser = eveParser({ title: 'Any other Suricata EVE event type', logs: [], map });
