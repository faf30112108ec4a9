import type { OtDirection, OtException, OtObject } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import { directionBySender, directionStated, hexCode, otParser, type OtMessage } from '../zeek/ot-parser.ts';
import { s7Access } from './functions.ts';

/** ROSCTR: 1 is a job, 2 and 3 its answers; user data (7) says it in the function's name. */
function directionOf(fields: Fields, name: string): OtDirection {
  if (name.startsWith('Request')) return 'request';
  if (name.startsWith('Response')) return 'response';
  const rosctr = fields.peek('rosctr_name') ?? fields.peek('rosctr');
  if (typeof rosctr !== 'string') return directionBySender(fields);
  if (rosctr.startsWith('Job')) return 'request';
  return rosctr.startsWith('ACK') ? 'response' : directionBySender(fields);
}

function refusal(fields: Fields): OtException | undefined {
  const name = fields.peek('error_class');
  if (typeof name !== 'string' || name === '' || name === 'No error') return undefined;
  const code = hexCode(fields.peek('error_code'));
  return code === undefined ? { name: fields.word('error_class') ?? name } : { code, name: fields.word('error_class') ?? name };
}

function takeJob(fields: Fields): OtMessage {
  const name = fields.word('function_name') ?? fields.word('rosctr_name') ?? 'UNKNOWN';
  const subfunction = fields.peek('subfunction_name');
  return {
    function: { code: hexCode(fields.peek('function_code')), name },
    access: s7Access(name, typeof subfunction === 'string' ? subfunction : undefined),
    direction: directionOf(fields, name),
    transaction_id: fields.integer('pdu_reference'),
    exception: refusal(fields),
  };
}

function takeSzl(fields: Fields): OtMessage {
  const status = hexCode(fields.peek('return_code'));
  return {
    function: { code: 0x44, name: 'Read SZL' },
    access: 'diagnostic',
    direction: directionStated(fields, 'method'),
    transaction_id: fields.integer('pdu_reference'),
    object: { type: 'SZL', name: fields.word('szl_id_name'), index: hexCode(fields.peek('szl_index')) },
    exception: status === undefined || status === 0xff || status === 0 ? undefined : { code: status, name: fields.word('return_code_name') ?? 'UNKNOWN' },
  };
}

/** A block that goes to or comes from the controller. */
function takeBlock(fields: Fields): OtMessage {
  const name = fields.word('function_name') ?? 'UNKNOWN';
  const block: OtObject = { type: fields.word('block_type'), block_number: fields.word('block_number'), name: fields.word('filename') };
  return {
    function: { name },
    access: s7Access(name, undefined),
    direction: directionOf(fields, name),
    transaction_id: fields.integer('pdu_reference'),
    object: block.type === undefined && block.block_number === undefined && block.name === undefined ? undefined : block,
  };
}

function takePlus(fields: Fields): OtMessage {
  const name = fields.word('function_name') ?? fields.peek('opcode_name');
  return {
    protocol: 's7comm-plus',
    function: { code: hexCode(fields.peek('function_code')), name: typeof name === 'string' && name !== '' ? name : 'UNKNOWN' },
    access: typeof name === 'string' ? s7Access(name.replaceAll(' ', ''), undefined) : 'other',
    direction: directionStated(fields, 'opcode_name'),
  };
}

function takeCotp(fields: Fields): OtMessage {
  return { protocol: 'cotp', function: { code: hexCode(fields.peek('pdu_code')), name: fields.word('pdu_name') ?? 'UNKNOWN' }, access: 'other', direction: directionBySender(fields) };
}

function takeDevice(fields: Fields): OtMessage {
  return { function: { name: 'KNOWN_DEVICE' }, access: 'diagnostic', direction: directionBySender(fields) };
}

const TAKERS: Readonly<Record<string, (fields: Fields) => OtMessage>> = {
  s7comm_read_szl: takeSzl, s7comm_upload_download: takeBlock, s7comm_plus: takePlus, s7comm_known_devices: takeDevice, cotp: takeCotp,
};

export const parser = otParser({
  title: 'ICSNPP S7comm, S7comm-plus and COTP logs',
  protocol: 's7comm',
  transport: 'tcp',
  label: 'S7',
  logs: ['s7comm', 's7comm_read_szl', 's7comm_upload_download', 's7comm_plus', 's7comm_known_devices', 'cotp'],
  recognise: (columns) => 'rosctr_name' in columns || 'rosctr_code' in columns,
  take: (fields, log) => (Object.hasOwn(TAKERS, log) ? TAKERS[log] : undefined)?.(fields) ?? takeJob(fields),
});
