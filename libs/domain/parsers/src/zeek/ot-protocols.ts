import type { OtActivity, OtDirection } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';

// Log name prefixes of ICSNPP's parsers (github.com/cisagov/icsnpp, one repository for each protocol) → protocol, and the
// column that names the function where there is one.
const PROTOCOLS: readonly (readonly [prefix: string, protocol: string, functionColumn: string])[] = [
  ['bacnet', 'bacnet', 'pdu_service'],
  ['bsap', 'bsap', 'app_func_code'],
  ['cip', 'cip', 'cip_service'],
  ['cotp', 'cotp', 'pdu_name'],
  ['dnp3', 'dnp3', 'function_code'],
  ['ecat', 'ethercat', 'command'],
  ['enip', 'enip', 'enip_command'],
  ['ge_srtp', 'ge-srtp', 'srtp_type'],
  ['genisys', 'genisys', 'header'],
  ['hart_ip', 'hart-ip', 'header_message_id'],
  ['modbus', 'modbus', 'func'],
  ['omron_fins', 'omron-fins', 'command'],
  ['opcua', 'opcua', 'identifier_str'],
  ['profinet', 'profinet', 'operation_num'],
  ['roc_plus', 'roc-plus', 'opcode'],
  ['s7comm', 's7comm', 'function_name'],
  ['synchrophasor', 'synchrophasor', 'command'],
];

function directionOf(fields: Fields): OtDirection {
  const stated = fields.peek('direction') ?? fields.peek('packet_type') ?? fields.peek('header_message_type_message_type');
  if (typeof stated === 'string') {
    const text = stated.toLowerCase();
    if (text === 'request' || text === 'response') return text;
  }
  const fromOriginator = fields.peek('is_orig');
  return typeof fromOriginator === 'boolean' ? (fromOriginator ? 'request' : 'response') : 'unknown';
}

/** What an ICSNPP log without a parser of its own says in common: protocol, direction, function name. Undefined for any other log. */
export function takeOtProtocol(fields: Fields, log: string): OtActivity | undefined {
  const known = PROTOCOLS.find(([prefix]) => log === prefix || log.startsWith(`${prefix}_`));
  if (known === undefined) return undefined;
  const [, protocol, column] = known;
  return { protocol, function: { name: fields.word(column) ?? 'UNKNOWN' }, access: 'other', direction: directionOf(fields) };
}
