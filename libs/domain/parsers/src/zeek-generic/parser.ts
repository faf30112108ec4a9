import { NETWORK_ACTIVITY, OCSF_CLASS, type JsonValue } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { isAddress, type Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { takeOtProtocol } from '../zeek/ot-protocols.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

const OTHER = 99;

function addressed(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && isAddress(value);
}

/** Any Zeek log: Network Activity when it has addresses, else Base Event. Every other column stays in `unmapped`. */
function map(fields: Fields, log: string): EventBody {
  const ot = takeOtProtocol(fields, log);
  if (!addressed(fields.peek('id.orig_h')) && !addressed(fields.peek('id.resp_h'))) {
    return { class_uid: OCSF_CLASS.baseEvent, activity_id: OTHER, message: `Zeek ${log}`, ot };
  }
  const conversation = zeekConversation(fields);
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `Zeek ${log} ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: fields.word('service') ?? ot?.protocol ?? log,
    ot,
  };
}

export const parser = zeekParser({ title: 'Any other Zeek log', logs: [], map });
