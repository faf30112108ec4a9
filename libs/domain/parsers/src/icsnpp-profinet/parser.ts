import type { OtDirection } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import { accessByWords, directionStated, otParser, type OtMessage } from '../zeek/ot-parser.ts';

// IEC 61158-6-10: operations of the context management interface over DCE/RPC.
const WORDS = [['write', 'write'], ['read', 'read'], ['control', 'control'], ['ping', 'diagnostic']] as const;

/** DCE/RPC packet types: Response, Fault, Reject, No call and acknowledgements come from the side that was asked. */
function directionOf(fields: Fields): OtDirection {
  const type = fields.peek('packet_type');
  if (typeof type !== 'string') return directionStated(fields, 'packet_type');
  if (type === 'Request' || type === 'Ping') return 'request';
  return type === 'Response' || type === 'Fault' || type === 'Reject' || type === 'Working' || type.includes('Response') ? 'response' : 'unknown';
}

function take(fields: Fields, log: string): OtMessage {
  const name = fields.word('operation_num') ?? fields.word('operation_type') ?? fields.word('operation') ?? fields.word('packet_type') ?? 'UNKNOWN';
  const type = fields.peek('packet_type');
  const slot = fields.peek('slot_number');
  return {
    protocol: log === 'profinet_dce_rpc' ? 'profinet-dce-rpc' : 'profinet',
    function: { name },
    access: accessByWords(name, WORDS),
    direction: directionOf(fields),
    transaction_id: fields.integer('sequence_num'),
    object: typeof slot === 'number' ? { type: 'slot', instance_id: fields.integer('slot_number'), index: fields.integer('subslot_number') } : undefined,
    exception: type === 'Fault' || type === 'Reject' ? { name: type } : undefined,
  };
}

export const parser = otParser({
  title: 'ICSNPP PROFINET logs',
  protocol: 'profinet',
  transport: 'udp',
  label: 'PROFINET',
  logs: ['profinet_io_cm', 'profinet', 'profinet_dce_rpc'],
  recognise: (columns) => 'operation_num' in columns && 'interface_uuid' in columns,
  take,
});
