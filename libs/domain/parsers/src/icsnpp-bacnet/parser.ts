import type { JsonValue, OtDirection, OtException, OtObject } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import { directionBySender, otParser, type OtMessage } from '../zeek/ot-parser.ts';
import { bacnetAccess } from './services.ts';

const ANSWERS = new Set(['SIMPLE_ACK', 'COMPLEX_ACK', 'SEGMENT_ACK', 'ERROR_PDU', 'REJECT_PDU', 'ABORT_PDU']);
const REFUSALS = new Set(['ERROR_PDU', 'REJECT_PDU', 'ABORT_PDU']);

/** By the PDU type, else by the service's own suffix: either side of a UDP conversation may ask. */
function directionOf(fields: Fields, service: string): OtDirection {
  const pdu = fields.peek('pdu_type');
  if (typeof pdu === 'string') {
    if (ANSWERS.has(pdu)) return 'response';
    return pdu.endsWith('REQUEST') ? 'request' : directionBySender(fields);
  }
  if (service.endsWith('-ack') || service.endsWith('-response')) return 'response';
  return service.endsWith('-request') ? 'request' : directionBySender(fields);
}

function takeObject(fields: Fields): OtObject | undefined {
  const object: OtObject = {
    type: fields.word('object_type'),
    instance_id: fields.integer('instance_number'),
    property: fields.word('property'),
    array_index: fields.integer('array_index'),
    name: fields.word('object_name'),
  };
  return Object.values(object).some((part) => part !== undefined) ? object : undefined;
}

function refusal(fields: Fields, service: string): OtException | undefined {
  const pdu = fields.peek('pdu_type');
  if (typeof pdu === 'string' && REFUSALS.has(pdu)) return { name: fields.word('result_code') ?? pdu };
  const result = service.endsWith('-error') ? fields.word('result') : undefined;
  return result === undefined ? undefined : { name: result };
}

function take(fields: Fields): OtMessage {
  const service = fields.word('pdu_service') ?? 'UNKNOWN';
  const direction = directionOf(fields, service);
  const access = bacnetAccess(service);
  const value: JsonValue | undefined = fields.value('value');
  return {
    function: { name: service },
    access,
    direction,
    transaction_id: fields.integer('invoke_id'),
    object: takeObject(fields),
    ...(value === undefined ? {} : direction === 'response' ? { response_values: [value] } : { values: [value] }),
    exception: refusal(fields, service),
  };
}

export const parser = otParser({
  title: 'ICSNPP BACnet logs',
  protocol: 'bacnet',
  transport: 'udp',
  label: 'BACnet',
  logs: ['bacnet', 'bacnet_discovery', 'bacnet_property', 'bacnet_device_control'],
  recognise: (columns) => 'bvlc_function' in columns || ('pdu_service' in columns && ('object_type' in columns || 'range' in columns || 'time_duration' in columns)),
  take,
});
