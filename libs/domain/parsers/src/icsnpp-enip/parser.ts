import type { JsonValue, OtObject } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import { accessByWords, directionBySender, directionStated, hexCode, otParser, type OtMessage } from '../zeek/ot-parser.ts';
import { CIP_ACCESS, ENIP_ACCESS } from './services.ts';

/** A CIP class, instance or attribute; ICSNPP writes several of a multiple service as one text, which has no number. */
function takeObject(fields: Fields): OtObject | undefined {
  const object: OtObject = {
    type: fields.word('class_name'),
    class_id: hexCode(fields.peek('class_id')),
    instance_id: hexCode(fields.peek('instance_id')),
    attribute_id: hexCode(fields.peek('attribute_id')),
  };
  return Object.values(object).some((part) => part !== undefined) ? object : undefined;
}

function takeCip(fields: Fields): OtMessage {
  const name = fields.word('cip_service') ?? 'UNKNOWN';
  const status = fields.peek('cip_status');
  const code = hexCode(fields.peek('cip_status_code'));
  return {
    protocol: 'cip',
    function: { code: hexCode(fields.peek('cip_service_code')), name },
    access: accessByWords(name, CIP_ACCESS),
    direction: directionStated(fields, 'direction'),
    transaction_id: fields.integer('cip_sequence_count'),
    object: takeObject(fields),
    exception: code === undefined || code === 0 ? undefined : { code, name: typeof status === 'string' && status !== '' ? fields.word('cip_status') ?? status : 'UNKNOWN' },
    link_id: fields.word('packet_correlation_id'),
  };
}

function takeIo(fields: Fields): OtMessage {
  const data: JsonValue | undefined = fields.value('io_data');
  return {
    protocol: 'cip',
    function: { name: 'CIP_IO' },
    access: 'other',
    direction: 'unknown',
    transaction_id: fields.integer('sequence_number'),
    values: data === undefined ? undefined : [data],
  };
}

function takeIdentity(fields: Fields): OtMessage {
  return { protocol: 'cip', function: { code: 0x63, name: 'List Identity' }, access: 'diagnostic', direction: directionBySender(fields) };
}

function takeEnip(fields: Fields): OtMessage {
  const name = fields.word('enip_command') ?? 'UNKNOWN';
  const status = fields.peek('enip_status');
  return {
    function: { code: hexCode(fields.peek('enip_command_code')), name },
    access: accessByWords(name, ENIP_ACCESS),
    direction: directionBySender(fields),
    exception: typeof status === 'string' && status !== '' && status !== 'Success' ? { name: fields.word('enip_status') ?? status } : undefined,
    link_id: fields.word('packet_correlation_id'),
  };
}

function take(fields: Fields, log: string): OtMessage {
  if (log === 'cip') return takeCip(fields);
  if (log === 'cip_io') return takeIo(fields);
  return log === 'cip_identity' ? takeIdentity(fields) : takeEnip(fields);
}

export const parser = otParser({
  title: 'ICSNPP EtherNet/IP and CIP logs',
  protocol: 'enip',
  transport: 'tcp',
  label: 'EtherNet/IP',
  logs: ['enip', 'cip', 'cip_io', 'cip_identity'],
  recognise: (columns) => 'enip_command' in columns,
  take,
});
