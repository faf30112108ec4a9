import { OCSF_CLASS, type Device } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { Fields } from '../reading/fields.ts';
import { zeekParser } from '../zeek/zeek-parser.ts';

const COLLECT = 2;
const UNKNOWN_TYPE = 0;
const HOST: readonly string[] = Object.freeze(['host']);

function device(ip: string | undefined, mac: string | undefined): Device | undefined {
  if (ip === undefined && mac === undefined) return undefined;
  return { uid: ip ?? mac, ...(ip === undefined ? {} : { ip }), ...(mac === undefined ? {} : { mac }), type_id: UNKNOWN_TYPE };
}

/** `software`: a program that a host was seen to run; the `known_*` logs: a host that was seen, once a day. */
function map(fields: Fields, log: string): EventBody {
  const found = device(fields.address('host'), fields.mac('mac'));
  if (found === undefined) return { class_uid: OCSF_CLASS.baseEvent, activity_id: 99, message: `Zeek ${log}` };
  const seen = found.ip ?? found.mac ?? '';
  if (log !== 'software') return { class_uid: OCSF_CLASS.deviceInventoryInfo, activity_id: COLLECT, message: `Zeek ${log} ${seen}`, device: found, profiles: HOST };
  const versioned = typeof fields.peek('unparsed_version') === 'string' && fields.peek('unparsed_version') !== '';
  const name = versioned ? fields.word('name') : undefined;
  const version = name === undefined ? undefined : fields.word('unparsed_version');
  return {
    class_uid: OCSF_CLASS.softwareInfo,
    activity_id: COLLECT,
    message: `${name ?? 'Software'} on ${seen}`,
    device: found,
    profiles: HOST,
    package: name === undefined || version === undefined ? undefined : { name, version },
  };
}

export const parser = zeekParser({
  title: 'Zeek software.log and known_*.log',
  logs: ['software', 'known_hosts', 'known_devices', 'known_services', 'known_certs', 'known_modbus', 'known_domains'],
  addressless: true,
  recognise: (columns) => 'software_type' in columns && 'host' in columns,
  map,
});
