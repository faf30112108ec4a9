import { isJsonObject, NETWORK_ACTIVITY, OCSF_CLASS, type JsonValue, type OtActivity, type OtAddress } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { dnp3FunctionOf } from '../dnp3/functions.ts';
import type { Fields } from '../reading/fields.ts';
import { eveConversation, eveParser } from '../suricata/eve.ts';
import { arrow } from '../zeek/endpoints.ts';

/** Range of the first object addressed; the objects themselves stay in `unmapped`, whole. */
function addressOf(objects: JsonValue | undefined): OtAddress | undefined {
  const first = Array.isArray(objects) ? objects[0] : undefined;
  if (!isJsonObject(first) || typeof first['start'] !== 'number') return undefined;
  const count = first['count'];
  return { kind: 'point', start: first['start'], ...(typeof count === 'number' ? { count } : {}) };
}

function takeMessage(dnp3: Fields): OtActivity {
  const application = dnp3.object('application');
  const code = application?.integer('function_code');
  const fn = code === undefined ? undefined : dnp3FunctionOf(code);
  const type = dnp3.peek('type');
  return {
    protocol: 'dnp3',
    function: fn === undefined ? { name: 'UNKNOWN' } : { code: fn.code, name: fn.name },
    access: fn?.access ?? 'other',
    direction: type === 'request' ? 'request' : typeof type === 'string' && type.endsWith('response') ? 'response' : 'unknown',
    unit_id: dnp3.integer('dst'),
    source_id: dnp3.integer('src'),
    transaction_id: application?.object('control')?.integer('sequence'),
    address: addressOf(application?.peek('objects')),
    indications: dnp3.object('iin')?.list('indicators'),
  };
}

function map(fields: Fields): EventBody {
  const conversation = eveConversation(fields);
  const dnp3 = fields.object('dnp3');
  const ot = dnp3 === undefined ? undefined : takeMessage(dnp3);
  return {
    class_uid: OCSF_CLASS.networkActivity,
    activity_id: NETWORK_ACTIVITY.traffic,
    message: `DNP3 ${ot?.function.name ?? ''} ${arrow(conversation)}`,
    ...conversation,
    app_protocol_name: 'dnp3',
    ot,
  };
}

export const parser = eveParser({ title: 'Suricata EVE dnp3', logs: ['dnp3'], map });
