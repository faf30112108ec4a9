import type { Fields } from '../reading/fields.ts';
import { accessByWords, directionStated, otParser, type OtMessage } from '../zeek/ot-parser.ts';

// GENISYS (railway signalling): the office polls, recalls and sends control data; the field answers with indications.
const WORDS = [['control', 'write'], ['execute', 'control'], ['poll', 'read'], ['recall', 'read'], ['indication', 'read'], ['acknowledge', 'diagnostic']] as const;

function take(fields: Fields): OtMessage {
  const name = fields.word('header') ?? 'UNKNOWN';
  const payload = fields.list('payload');
  const direction = directionStated(fields, 'direction');
  return {
    function: { name },
    access: accessByWords(name, WORDS),
    direction,
    unit_id: fields.integer('server'),
    ...(payload === undefined ? {} : direction === 'response' ? { response_values: payload } : { values: payload }),
  };
}

export const parser = otParser({
  title: 'ICSNPP GENISYS log',
  protocol: 'genisys',
  transport: 'tcp',
  label: 'GENISYS',
  logs: ['genisys'],
  recognise: (columns) => 'crc_transmitted' in columns && 'crc_calculated' in columns,
  take,
});
