import type { Fields } from '../reading/fields.ts';
import { accessByWords, directionBySender, otParser, type OtMessage } from '../zeek/ot-parser.ts';

// Bristol BSAP: application functions and remote database access, by the words of ICSNPP's names.
const WORDS = [['write', 'write'], ['read', 'read'], ['download', 'write'], ['upload', 'read'], ['poll', 'read'], ['start', 'control'], ['stop', 'control'], ['reset', 'control'], ['command', 'control']] as const;

function take(fields: Fields): OtMessage {
  const name = fields.word('func_code') ?? fields.word('app_func_code') ?? fields.word('type_name') ?? 'UNKNOWN';
  const variables = fields.value(fields.peek('variables') === undefined ? 'variable' : 'variables');
  return {
    function: { name },
    access: accessByWords(name.replaceAll('_', ' '), WORDS),
    direction: directionBySender(fields),
    unit_id: fields.integer('dadd'),
    source_id: fields.integer('sadd'),
    transaction_id: fields.integer('sequence') ?? fields.integer('message_seq'),
    values: variables === undefined ? undefined : Array.isArray(variables) ? variables : [variables],
  };
}

const LOGS = ['header', 'rdb', 'unknown'].map((name) => `bsap_ip_${name}`);

export const parser = otParser({
  title: 'ICSNPP BSAP logs',
  protocol: 'bsap',
  transport: 'udp',
  label: 'BSAP',
  logs: [...LOGS, 'bsap_serial_header', 'bsap_serial_rdb', 'bsap_serial_rdb_ext', 'bsap_serial_unknown'],
  take,
});
