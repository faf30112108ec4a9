import { OCSF_CLASS, type NetworkEndpoint } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { arrow } from '../zeek/endpoints.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

// OCSF 1.8.0 DHCP Activity; the last message of an exchange says how it ended.
const ACTIVITY: Readonly<Record<string, number>> = { DISCOVER: 1, OFFER: 2, REQUEST: 3, DECLINE: 4, ACK: 5, NAK: 6, RELEASE: 7, INFORM: 8 };

function activityOf(fields: Fields): number {
  const types = fields.peek('msg_types');
  const last: unknown = Array.isArray(types) ? types.at(-1) : undefined;
  return typeof last === 'string' && Object.hasOwn(ACTIVITY, last) ? (ACTIVITY[last] ?? 0) : 0;
}

function takeClient(fields: Fields): NetworkEndpoint | undefined {
  const client: NetworkEndpoint = { ip: fields.address('client_addr'), mac: fields.mac('mac'), hostname: fields.word('host_name') };
  if (client.ip === undefined && client.mac === undefined && client.hostname === undefined) return undefined;
  return { ...client, domain: fields.word('domain') };
}

function map(fields: Fields): EventBody {
  const activity = activityOf(fields);
  const client = takeClient(fields);
  const serverIp = fields.address('server_addr');
  const sides = { ...(client === undefined ? {} : { src_endpoint: client }), ...(serverIp === undefined ? {} : { dst_endpoint: { ip: serverIp } }) };
  if (client === undefined && serverIp === undefined) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message: 'DHCP exchange' };
  const lease = fields.peek('lease_time');
  return {
    class_uid: OCSF_CLASS.dhcpActivity,
    activity_id: activity,
    message: `DHCP ${arrow(sides)}`,
    ...sides,
    connection_info: { direction_id: 0, protocol_name: 'udp' },
    app_protocol_name: 'dhcp',
    lease_dur: typeof lease === 'number' && Number.isSafeInteger(lease) ? fields.integer('lease_time') : undefined,
  };
}

export const parser = zeekParser({
  title: 'Zeek dhcp.log', logs: ['dhcp'], addressless: true, recognise: (columns) => 'msg_types' in columns && ('mac' in columns || 'client_addr' in columns), map,
});
