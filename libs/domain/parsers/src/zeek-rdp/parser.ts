import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

const TRAFFIC = 6;

function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields, 'tcp');
  const cookie = fields.word('cookie');
  return {
    class_uid: OCSF_CLASS.rdpActivity,
    activity_id: TRAFFIC,
    message: `RDP ${arrow(conversation)}${cookie === undefined ? '' : ` as ${cookie}`}`,
    ...conversation,
    app_protocol_name: 'rdp',
    identifier_cookie: cookie,
    status_detail: fields.word('result'),
  };
}

export const parser = zeekParser({
  title: 'Zeek rdp.log',
  logs: ['rdp'],
  recognise: (columns) => 'security_protocol' in columns || ('cookie' in columns && 'cert_count' in columns),
  map,
});
