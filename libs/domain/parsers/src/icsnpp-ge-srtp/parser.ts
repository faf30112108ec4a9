import type { Fields } from '../reading/fields.ts';
import { accessByWords, directionStated, otParser, type OtMessage } from '../zeek/ot-parser.ts';

// GFK-0529 service requests, by ICSNPP's names (scripts/ge_srtp_enums.zeek).
const WORDS = [
  ['write', 'write'], ['program load', 'write'], ['set control id', 'write'], ['toggle force', 'control'], ['set plc (run', 'control'], ['clear fault', 'control'],
  ['change plc cpu privilege', 'control'], ['program store', 'read'], ['read', 'read'], ['return', 'diagnostic'], ['short status', 'diagnostic'],
] as const;

function take(fields: Fields): OtMessage {
  const name = fields.word('service_request_code') ?? fields.word('message_type') ?? 'UNKNOWN';
  const start = fields.integer('memory_offset');
  const status = fields.peek('status_code');
  const area = fields.word('segment_selector');
  return {
    function: { name },
    access: accessByWords(name, WORDS),
    direction: directionStated(fields, 'srtp_type'),
    transaction_id: fields.integer('sequence_number_1'),
    address: start === undefined ? undefined : { kind: 'memory', start, count: fields.integer('data_length') },
    object: area === undefined ? undefined : { area },
    exception: typeof status === 'string' && status !== '' && status !== 'No Error Occurred' ? { name: status } : undefined,
  };
}

export const parser = otParser({
  title: 'ICSNPP GE-SRTP log',
  protocol: 'ge-srtp',
  transport: 'tcp',
  label: 'GE-SRTP',
  logs: ['ge_srtp', 'ge_srtp_general'],
  recognise: (columns) => 'srtp_type' in columns,
  take,
});
