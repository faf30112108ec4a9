import type { NetworkEndpoint, OtAccess } from '@watchfloor/ocsf';
import type { Fields } from '../reading/fields.ts';
import type { ZeekConversation } from '../zeek/endpoints.ts';
import { accessByWords, hexCode, otParser, type OtMessage } from '../zeek/ot-parser.ts';

const MAILBOX = [['write', 'write'], ['read', 'read'], ['download', 'write'], ['upload', 'read']] as const;

/** ETG.1000.4: APRD, FPRD, BRD, LRD read; APWR, FPWR, BWR, LWR write; the RW and RMW commands do both. */
function accessOf(command: string): OtAccess {
  const name = command.toUpperCase();
  if (name.includes('WRITE') || name.endsWith('WR') || name.endsWith('RW') || name.endsWith('RMW')) return 'write';
  return name.includes('READ') || name.endsWith('RD') ? 'read' : 'other';
}

function takeDatagram(fields: Fields): OtMessage {
  const name = fields.word('Command') ?? 'UNKNOWN';
  const data = fields.value('data');
  const start = hexCode(fields.peek('Register_Addr')) ?? hexCode(fields.peek('Log_Addr'));
  return {
    function: { name },
    access: accessOf(name),
    direction: 'unknown',
    unit_id: hexCode(fields.peek('Slave_Addr')),
    address: start === undefined ? undefined : { kind: 'memory', start, count: fields.integer('Length') },
    object: { type: fields.word('Register_Type') ?? 'logical memory' },
    values: data === undefined ? undefined : [data],
  };
}

function takeMailbox(fields: Fields, log: string): OtMessage {
  const name = fields.word('opCode') ?? fields.word('cmd') ?? fields.word('arp_type') ?? log.slice('ecat_'.length).toUpperCase();
  const error = fields.peek('error_code') ?? fields.peek('error');
  const lower = name.toLowerCase();
  return {
    function: { name },
    access: accessByWords(name, MAILBOX),
    direction: lower.includes('response') ? 'response' : lower.includes('request') ? 'request' : 'unknown',
    unit_id: hexCode(fields.peek('slave_id')),
    object: log === 'ecat_coe_info' ? { type: 'CoE', index: hexCode(fields.peek('index')) } : undefined,
    exception: typeof error === 'string' && error !== '' && hexCode(error) !== 0 ? { code: hexCode(error), name: error } : undefined,
  };
}

function side(mac: string | undefined, ip: string | undefined): NetworkEndpoint | undefined {
  if (mac === undefined && ip === undefined) return undefined;
  return ip === undefined ? { uid: mac, mac } : { ip, mac }; // OCSF wants more of an endpoint than a MAC address
}

/** EtherCAT frames have no IP: the sides are MAC addresses, and with ARP the addresses that it carries. */
function sides(fields: Fields): ZeekConversation | undefined {
  const src = side(fields.mac('srcmac') ?? fields.mac('mac_src'), fields.address('SPA'));
  const dst = side(fields.mac('dstmac') ?? fields.mac('mac_dst'), fields.address('TPA'));
  if (src === undefined && dst === undefined) return undefined;
  return { ...(src === undefined ? {} : { src_endpoint: src }), ...(dst === undefined ? {} : { dst_endpoint: dst }), connection_info: { direction_id: 0 } };
}

export const parser = otParser({
  title: 'ICSNPP EtherCAT logs',
  protocol: 'ethercat',
  transport: 'ethercat',
  label: 'EtherCAT',
  logs: ['ecat_registers', 'ecat_log_address', 'ecat_dev_info', 'ecat_aoe_info', 'ecat_coe_info', 'ecat_foe_info', 'ecat_soe_info', 'ecat_arp_info'],
  recognise: (columns) => 'srcmac' in columns && 'Command' in columns,
  take: (fields, log) => (log === 'ecat_registers' || log === 'ecat_log_address' ? takeDatagram(fields) : takeMailbox(fields, log)),
  sides,
});
