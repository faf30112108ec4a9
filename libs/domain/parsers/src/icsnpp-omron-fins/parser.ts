import type { OtException } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import { accessByWords, directionStated, otParser, type OtMessage } from '../zeek/ot-parser.ts';

// OMRON W227 FINS commands, by ICSNPP's names (scripts/omron_fins_enums.zeek). The clock is not counted as a write.
const WORDS = [
  ['clock', 'other'], ['message read', 'diagnostic'], ['test', 'diagnostic'], ['access right', 'control'], ['protect', 'control'],
  ['write', 'write'], ['fill', 'write'], ['transfer', 'write'], ['transer', 'write'], ['program area clear', 'write'], ['parameter area clear', 'write'],
  ['format', 'write'], ['file delete', 'write'], ['volume label', 'write'], ['file copy', 'write'], ['name change', 'write'], ['name set', 'write'], ['name delete', 'write'],
  ['status read', 'diagnostic'], ['data read', 'diagnostic'], ['cycle time', 'diagnostic'], ['error log read', 'diagnostic'],
  ['read', 'read'], ['forced set', 'control'], ['clear', 'control'], ['run', 'control'], ['stop', 'control'], ['reset', 'control'],
] as const;

/** ICSNPP writes `Memory Area Write (0x0102)`: name and code. */
function codeOf(text: string): number | undefined {
  const open = text.lastIndexOf('(0x');
  const code = open === -1 ? Number.NaN : Number(text.slice(open + 1, text.indexOf(')', open)));
  return Number.isNaN(code) ? undefined : code;
}

function refusal(fields: Fields): OtException | undefined {
  const text = fields.peek('response_code');
  if (typeof text !== 'string' || text === '' || text.startsWith('Normal completion')) return undefined;
  return { code: codeOf(text), name: fields.word('response_code') ?? text };
}

function take(fields: Fields): OtMessage {
  const name = fields.word('command_code') ?? 'UNKNOWN';
  const direction = directionStated(fields, 'icf_data_type');
  const area = fields.word('memory_area_code') ?? fields.word('parameter_area_code');
  const data = fields.value('data');
  return {
    function: { code: codeOf(name), name },
    access: accessByWords(name, WORDS),
    direction,
    unit_id: fields.integer('destination_node_number'),
    source_id: fields.integer('source_node_number'),
    object: area === undefined ? undefined : { area },
    ...(data === undefined ? {} : direction === 'response' ? { response_values: [data] } : { values: [data] }),
    exception: refusal(fields),
    link_id: fields.word('omron_fins_link_id'),
  };
}

const DETAILS = ['detail', 'error', 'detail_error', 'file', 'detail_file', 'network_status_read', 'data_link_status_read'];

export const parser = otParser({
  title: 'ICSNPP OMRON FINS logs',
  protocol: 'omron-fins',
  transport: 'udp',
  label: 'OMRON FINS',
  logs: ['omron_fins_general', 'omron_fins', ...DETAILS.map((name) => `omron_fins_${name}`)],
  recognise: (columns) => 'icf_data_type' in columns,
  take,
});
