import { NETWORK_ACTIVITY, OCSF_CLASS, type Fingerprint, type NetworkEndpoint, type Process } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { arrow } from '../zeek/endpoints.ts';
import type { EventData } from './data.ts';
import type { WindowsEvent } from './event.ts';
import { actorOf, baseBody, baseName, fileOf, machineOf, processOf, userOf } from './parts.ts';

/** OCSF algorithm_id by Sysmon's names. */
const ALGORITHM: Readonly<Record<string, number>> = { MD5: 1, SHA1: 2, SHA256: 3, IMPHASH: 18 };
/** File System Activity of the events about files and named pipes (17 created, 18 connected): 2 and 15 … as Sysmon numbers them. */
const FILE: Readonly<Record<number, number>> = { 2: 6, 9: 2, 11: 1, 15: 1, 17: 1, 18: 14, 23: 4, 26: 4, 27: 1, 28: 4, 29: 1 };

const NAMED_PIPE = 6;

/** `SHA1=…,MD5=…` as fingerprints; the column stays. */
function hashesOf(text: string | undefined): Fingerprint[] | undefined {
  if (text === undefined || text.length > 1000) return undefined;
  const hashes = text.split(',').flatMap((part) => {
    const [name = '', value] = part.split('=');
    const algorithm = Object.hasOwn(ALGORITHM, name.trim()) ? ALGORITHM[name.trim()] : undefined;
    return algorithm === undefined || value === undefined || !/^[0-9A-Fa-f]{16,128}$/.test(value) ? [] : [{ algorithm_id: algorithm, value }];
  });
  return hashes.length === 0 ? undefined : hashes;
}

function takeProcess(data: EventData): Process | undefined {
  const process = processOf(data.word('Image'), data.number('ProcessId'), { uid: data.word('ProcessGuid'), user: userOf(data.text('User')) });
  return process;
}

function takeSide(data: EventData, side: 'Source' | 'Target'): Process | undefined {
  return processOf(data.word(`${side}Image`), data.number(`${side}ProcessId`), { uid: data.word(`${side}ProcessGuid`, `${side}ProcessGUID`), user: userOf(data.text(`${side}User`)) });
}

function launchBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const started = takeProcess(data);
  if (started === undefined) return baseBody(event);
  const session = data.word('LogonGuid');
  const file = started.file === undefined ? undefined : {
    ...started.file, hashes: hashesOf(data.text('Hashes')), company_name: data.word('Company'), desc: data.word('Description'), version: data.word('FileVersion'),
  };
  const parent = processOf(data.word('ParentImage'), data.number('ParentProcessId'), { uid: data.word('ParentProcessGuid'), cmd_line: data.word('ParentCommandLine'), user: userOf(data.text('ParentUser')) });
  return {
    class_uid: OCSF_CLASS.processActivity, activity_id: 1, message: `Process started: ${started.name ?? '?'}`, device: event.device,
    process: {
      ...started, file, cmd_line: data.word('CommandLine'), working_directory: data.word('CurrentDirectory'), integrity: data.word('IntegrityLevel'),
      session: session === undefined ? undefined : { uid: session }, parent_process: parent,
    },
    actor: actorOf(userOf(data.text('User')), parent) ?? { app_name: 'Sysmon' },
  };
}

function processBody(event: WindowsEvent): EventBody {
  const { data, id } = event;
  const aimed = id === 8 || id === 10;
  const process = aimed ? takeSide(data, 'Target') : takeProcess(data);
  if (process === undefined) return baseBody(event);
  const activity = id === 5 ? 2 : id === 10 ? 3 : 4;
  const actor = aimed ? actorOf(userOf(data.text('SourceUser')), takeSide(data, 'Source')) : actorOf(userOf(data.text('User')), process);
  return { class_uid: OCSF_CLASS.processActivity, activity_id: activity, message: `Sysmon ${String(id)}: ${process.name ?? '?'}`, process, actor: actor ?? { app_name: 'Sysmon' }, device: event.device };
}

function endpoint(data: EventData, side: 'Source' | 'Destination'): NetworkEndpoint | undefined {
  const ip = data.address(`${side}Ip`);
  const host = data.text(`${side}Hostname`);
  return ip === undefined ? undefined : { ip, port: data.port(`${side}Port`), hostname: host !== undefined && /^[\w.-]{1,255}$/.test(host) ? data.word(`${side}Hostname`) : undefined };
}

function networkBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const src = endpoint(data, 'Source');
  const dst = endpoint(data, 'Destination');
  if (src === undefined && dst === undefined) return baseBody(event);
  const initiated = data.text('Initiated')?.toLowerCase();
  return {
    class_uid: OCSF_CLASS.networkActivity, activity_id: NETWORK_ACTIVITY.open, message: `Connection ${arrow({ src_endpoint: src, dst_endpoint: dst })}`, src_endpoint: src, dst_endpoint: dst,
    connection_info: { direction_id: initiated === 'true' ? 2 : initiated === 'false' ? 1 : 0, protocol_name: data.word('Protocol')?.toLowerCase() },
    actor: actorOf(userOf(data.text('User')), takeProcess(data)), device: event.device,
  };
}

function moduleBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const file = fileOf(data.word('ImageLoaded'));
  if (file === undefined) return baseBody(event);
  const known = { ...file, hashes: hashesOf(data.text('Hashes')), company_name: data.word('Company'), desc: data.word('Description'), version: data.word('FileVersion') };
  const common = { device: event.device, actor: actorOf(userOf(data.text('User')), takeProcess(data)) ?? { app_name: 'Sysmon' } };
  if (event.id === 6) return { class_uid: OCSF_CLASS.kernelExtensionActivity, activity_id: 1, message: `Driver loaded: ${file.name}`, driver: { file: known }, ...common };
  return { class_uid: OCSF_CLASS.moduleActivity, activity_id: 1, message: `Module loaded: ${file.name}`, module: { file: known, load_type_id: 1 }, ...common };
}

function fileBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const file = fileOf(data.word('TargetFilename', 'Device')) ?? fileOf(data.word('PipeName'), NAMED_PIPE);
  if (file === undefined) return baseBody(event);
  return {
    class_uid: OCSF_CLASS.fileActivity, activity_id: FILE[event.id] ?? 99, message: `File ${file.name}`, file: { ...file, hashes: hashesOf(data.text('Hashes') ?? data.text('Hash')) },
    actor: actorOf(userOf(data.text('User')), takeProcess(data)) ?? { app_name: 'Sysmon' }, device: event.device,
  };
}

function registryBody(event: WindowsEvent): EventBody {
  const { data, id } = event;
  const path = data.word('TargetObject');
  if (path === undefined) return baseBody(event);
  const type = data.text('EventType') ?? '';
  const common = { message: `Registry ${baseName(path)}`, device: event.device, actor: actorOf(userOf(data.text('User')), takeProcess(data)) ?? { app_name: 'Sysmon' } };
  if (id === 13) return { class_uid: OCSF_CLASS.registryValueActivity, activity_id: 2, reg_value: { name: baseName(path), path, reg_string_data: data.word('Details') }, ...common };
  const activity = id === 14 ? 5 : /delete/i.test(type) ? 4 : /create/i.test(type) ? 1 : 99;
  return { class_uid: OCSF_CLASS.registryKeyActivity, activity_id: activity, reg_key: { path }, ...common };
}

function dnsBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const name = data.text('QueryName');
  const machine = machineOf(event);
  if (name === undefined || machine === undefined) return baseBody(event);
  data.word('QueryName');
  return {
    class_uid: OCSF_CLASS.dnsActivity, activity_id: 2, message: `DNS query ${name}`, query: { hostname: name }, src_endpoint: machine, status_code: data.word('QueryStatus'),
    actor: actorOf(userOf(data.text('User')), takeProcess(data)), device: event.device,
  };
}

/** The body of a Sysmon event (1 to 29); WMI, pipes, clipboard, configuration and errors are Base Events with all columns. */
export function sysmonBody(event: WindowsEvent): EventBody {
  const { id } = event;
  if (id === 1) return launchBody(event);
  if ([5, 8, 10, 25].includes(id)) return processBody(event);
  if (id === 3) return networkBody(event);
  if (id === 6 || id === 7) return moduleBody(event);
  if (id in FILE) return fileBody(event);
  if (id >= 12 && id <= 14) return registryBody(event);
  return id === 22 ? dnsBody(event) : baseBody(event);
}
