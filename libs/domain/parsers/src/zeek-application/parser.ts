import { NETWORK_ACTIVITY, OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { statusOf } from '../zeek/status.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';
import { APPLICATION_LOGS, type ApplicationLog } from './protocols.ts';

const NONE: ApplicationLog = {};

/** One row of a protocol that OCSF has no class for: Network Activity with the protocol's name and the outcome. */
function map(fields: Fields, log: string): EventBody {
  const { protocol, transport, about, status, success } = (Object.hasOwn(APPLICATION_LOGS, log) ? APPLICATION_LOGS[log] : undefined) ?? NONE;
  const subject = about === undefined ? undefined : fields.peek(about);
  const named = typeof subject === 'string' && subject !== '' ? ` ${subject}` : '';
  const conversation = zeekConversation(fields, transport);
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    status_id: success === undefined ? undefined : statusOf(fields.peek(success)),
    status_detail: status === undefined ? undefined : fields.word(status),
    message: `Zeek ${log}${named} ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: protocol ?? (log === 'weird' ? undefined : fields.word('service')),
  };
}

export const parser = zeekParser({ title: 'Zeek logs of protocols without an OCSF class', logs: Object.keys(APPLICATION_LOGS), map });
