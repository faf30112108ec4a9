import type { OtDirection } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import { accessByWords, directionStated, otParser, type OtMessage } from '../zeek/ot-parser.ts';

// HCF_SPEC-127 and -151: universal and common practice commands, by their names.
const WORDS = [
  ['write', 'write'], ['set ', 'write'], ['assign', 'write'], ['trim', 'write'], ['read', 'read'], ['reset', 'control'], ['self test', 'control'],
  ['self_test', 'control'], ['enter', 'control'], ['exit', 'control'], ['perform', 'control'], ['clear', 'control'], ['lock', 'control'], ['squawk', 'control'], ['burst', 'control'],
  ['keep alive', 'diagnostic'], ['find', 'diagnostic'],
] as const;
const MESSAGE_COLUMN = /^(.+?)_(request|response)(?:_|$)/;

/** The session log says message and command by name. */
function takeGeneral(fields: Fields): OtMessage {
  const name = fields.word('token_passing_pdu_command_number') ?? fields.word('direct_pdu_command_command_number') ?? fields.word('header_message_id') ?? 'UNKNOWN';
  const status = fields.peek('header_status_code');
  return {
    function: { name },
    access: accessByWords(name, WORDS),
    direction: directionStated(fields, 'header_message_type_message_type'),
    transaction_id: fields.integer('header_sequence_number'),
    exception: typeof status === 'string' && status !== '' && !status.startsWith('Success') && !status.includes('Warning') ? { name: status } : undefined,
    link_id: fields.word('hart_ip_link_id'),
  };
}

/** The command logs have a column group for each command's request and response: the group that is filled names both. */
function takeCommand(fields: Fields, log: string): OtMessage {
  if (log === 'hart_ip_session_record') return { function: { name: 'SESSION_RECORD' }, access: 'diagnostic', direction: 'response', link_id: fields.word('hart_ip_link_id') };
  const stated = fields.word('direct_pdu_command_command_number');
  let direction: OtDirection = 'unknown';
  let command: string | undefined;
  for (const column of Object.keys(fields.rest() ?? {})) {
    const parts = MESSAGE_COLUMN.exec(column);
    if (parts === null) continue;
    command = parts[1];
    direction = parts[2] === 'request' ? 'request' : 'response';
    break;
  }
  const name = stated ?? command ?? 'UNKNOWN';
  return { function: { name }, access: accessByWords(name.replaceAll('_', ' '), WORDS), direction, link_id: fields.word('hart_ip_link_id') };
}

export const parser = otParser({
  title: 'ICSNPP HART-IP logs',
  protocol: 'hart-ip',
  transport: 'udp',
  label: 'HART-IP',
  logs: ['hart_ip_general', 'hart_ip', 'hart_ip_universal_commands', 'hart_ip_common_commands', 'hart_ip_direct_pdu_command', 'hart_ip_session_record'],
  recognise: (columns) => 'header_message_id' in columns,
  take: (fields, log) => (log === 'hart_ip_general' || log === 'hart_ip' ? takeGeneral(fields) : takeCommand(fields, log)),
});
