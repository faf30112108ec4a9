import { NETWORK_ACTIVITY, OCSF_CLASS, type OtAddress, type OtDirection, type OtObject } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { dnp3FunctionNamed, isDnp3Response } from '../dnp3/functions.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow, zeekConversation } from '../zeek/endpoints.ts';
import { sessionRole } from '../zeek/ot-parser.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

/** dnp3.log has a request and its answer in one row; the ICSNPP logs one row for each message, told apart by is_orig. */
function takeFunctionName(fields: Fields): string {
  return fields.word('fc_request') ?? fields.word('function_code') ?? fields.word('fc_reply') ?? 'UNKNOWN';
}

function address(fields: Fields): OtAddress | undefined {
  const index = fields.integer('index_number');
  if (index !== undefined) return { kind: 'point', start: index, count: 1 };
  const low = fields.integer('range_low');
  return low === undefined ? undefined : { kind: 'point', start: low, count: fields.integer('object_count') };
}

// IEEE 1815-2012 annex A: control relay output block g12v1, pattern control block g12v2.
const BLOCK_VARIATION: Readonly<Record<string, number>> = { 'Control Relay Output Block': 1, 'Pattern Control Block': 2 };

/** What the ICSNPP logs say of the object; the block type stays, as group and variation say it too. */
function takeObject(fields: Fields, index: number | undefined): OtObject | undefined {
  const block = fields.peek('block_type');
  const variation = typeof block === 'string' && Object.hasOwn(BLOCK_VARIATION, block) ? BLOCK_VARIATION[block] : undefined;
  const type = fields.word('object_type');
  if (variation === undefined && type === undefined) return undefined;
  return { type, index, ...(variation === undefined ? {} : { group: 12, variation }) };
}

/** Status of a control that the outstation refused (table 11-8). The column stays. */
function refusal(fields: Fields): string | undefined {
  const status = fields.peek('status_code');
  return typeof status === 'string' && status !== '' && status !== 'Success' ? status : undefined;
}

function map(fields: Fields): EventBody {
  const conversation = zeekConversation(fields, 'tcp');
  const name = takeFunctionName(fields);
  const fn = dnp3FunctionNamed(name);
  const answer = fn === undefined ? fields.peek('is_orig') === false : isDnp3Response(fn);
  const direction: OtDirection = answer ? 'response' : 'request';
  const addressed = address(fields);
  const refused = refusal(fields);
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `DNP3 ${name} ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: 'dnp3',
    ot: {
      protocol: 'dnp3',
      function: fn === undefined ? { name } : { code: fn.code, name },
      access: fn?.access ?? 'other',
      direction,
      session_role: sessionRole(fields, direction),
      address: addressed,
      object: takeObject(fields, addressed?.count === 1 ? addressed.start : undefined),
      exception: refused === undefined ? undefined : { name: refused },
      indications: fields.value('iin'),
    },
  };
}

export const parser = zeekParser({
  title: 'Zeek dnp3.log and ICSNPP DNP3 logs',
  logs: ['dnp3', 'dnp3_control', 'dnp3_objects', 'dnp3_read_write'],
  recognise: (columns) => 'fc_request' in columns || 'fc_reply' in columns || 'trip_control_code' in columns,
  map,
});
