import type { OtDirection, OtException } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import { directionBySender, otParser, type OtMessage } from '../zeek/ot-parser.ts';
import { OPCUA_LOGS } from './logs.ts';
import { takeNode } from './node.ts';
import { opcuaAccess, serviceOf } from './services.ts';

const PREFIX = 'opcua_binary';

/** `opcua_binary` has one row for a message, or for a request with its answer: that row states the request. */
function takeMessage(fields: Fields): OtMessage {
  const asked = fields.peek('req_identifier_str') ?? fields.peek('identifier_str');
  const answered = fields.peek('res_identifier_str');
  const text = [asked, answered].find((name) => typeof name === 'string' && name !== '');
  const type = fields.peek('msg_type');
  const identifier = typeof text === 'string' ? text : typeof type === 'string' && type !== '' ? type : 'UNKNOWN';
  const service = serviceOf(identifier);
  const numeric = fields.peek(text === asked ? 'req_identifier' : 'res_identifier') ?? fields.peek('identifier');
  const direction: OtDirection = identifier.endsWith('Response') ? 'response' : identifier.endsWith('Request') ? 'request' : directionBySender(fields);
  const error = type === 'ERR' ? fields.peek('reason') : undefined;
  return {
    function: { code: typeof numeric === 'number' ? numeric : undefined, name: service },
    access: opcuaAccess(service),
    direction,
    transaction_id: fields.integer('request_id'),
    exception: typeof error === 'string' && error !== '' ? { name: error } : undefined,
    link_id: fields.word('opcua_link_id'),
  };
}

/** A status code in words; good ones are no refusal. */
function badStatus(fields: Fields): OtException | undefined {
  const severity = fields.peek('severity_str');
  const name = fields.peek('sub_code_str');
  if (typeof severity !== 'string' || severity === '' || severity.endsWith('Good')) return undefined;
  return { name: typeof name === 'string' && name !== '' ? name : severity };
}

function takeDetail(fields: Fields, service: string): OtMessage {
  return {
    function: { name: service },
    access: opcuaAccess(service),
    direction: directionBySender(fields),
    object: takeNode(fields),
    exception: badStatus(fields),
    link_id: fields.word('opcua_link_id'),
  };
}

export const parser = otParser({
  title: 'ICSNPP OPC UA Binary logs',
  protocol: 'opcua',
  transport: 'tcp',
  label: 'OPC UA',
  logs: [PREFIX, ...Object.keys(OPCUA_LOGS).map((log) => `${PREFIX}_${log}`)],
  recognise: (columns) => 'opcua_link_id' in columns && 'msg_type' in columns,
  take: (fields, log) => {
    const service = log === PREFIX ? undefined : OPCUA_LOGS[log.slice(PREFIX.length + 1)];
    return service === undefined ? takeMessage(fields) : takeDetail(fields, service);
  },
});
