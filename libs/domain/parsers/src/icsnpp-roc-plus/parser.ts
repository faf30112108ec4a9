import type { Fields } from '../reading/fields.ts';
import { accessByWords, directionStated, otParser, type OtMessage } from '../zeek/ot-parser.ts';

// ROC Plus Protocol Specifications Manual (October 2022): opcodes by their names; setting the clock is not counted as a write.
const WORDS = [['clock', 'other'], ['write', 'write'], ['set ', 'write'], ['read', 'read'], ['request', 'read'], ['sends', 'read'], ['history', 'read'], ['file transfer', 'write']] as const;
const DETAILS = [
  'sys_cfg', 'historical_min_max_vals', 'realtime_clock', 'configurable_opcode', 'login', 'store_and_forward', 'data_request', 'user_defined_info',
  'single_point_parameters', 'file_transfer', 'transaction_history', 'history_point_data', 'history_information', 'peer_to_peer_network_messages',
  'time_period_history_points', 'unknown_data',
];

/** Error codes of an answer, one for each thing that failed. The list stays. */
function firstError(fields: Fields): string | undefined {
  const codes = fields.peek('error_code');
  const first: unknown = Array.isArray(codes) ? codes[0] : codes;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

function take(fields: Fields, log: string): OtMessage {
  const name = fields.word('opcode') ?? (log === 'roc_plus' ? 'UNKNOWN' : log.slice('roc_plus_'.length).toUpperCase());
  const error = firstError(fields);
  return {
    function: { name },
    access: name.toLowerCase().includes('login') ? 'other' : accessByWords(name, WORDS),
    direction: directionStated(fields, 'packet_type'),
    unit_id: fields.integer('destination_unit'),
    source_id: fields.integer('source_unit'),
    exception: error === undefined ? undefined : { name: error },
    link_id: fields.word('roc_plus_link_id'),
  };
}

export const parser = otParser({
  title: 'ICSNPP ROC Plus logs',
  protocol: 'roc-plus',
  transport: 'tcp',
  label: 'ROC Plus',
  logs: ['roc_plus', ...DETAILS.map((name) => `roc_plus_${name}`)],
  recognise: (columns) => 'roc_plus_link_id' in columns,
  take,
});
