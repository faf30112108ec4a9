import { OCSF_CLASS, type Actor, type File, type NetworkEndpoint, type Process, type User } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { present } from '../format/present.ts';
import { isAddress } from '../reading/fields.ts';
import type { EventData } from './data.ts';
import type { WindowsEvent } from './event.ts';

const EXECUTABLE = 8;
const OTHER = 99;

/** The last part of a Windows path. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1) || path;
}

export function fileOf(path: string | undefined, typeId = 1): File | undefined {
  return path === undefined ? undefined : { name: baseName(path), path, type_id: typeId };
}

/** Who acted: `SubjectUserName`, `SubjectDomainName`, `SubjectUserSid`. */
export function takeSubject(data: EventData): User | undefined {
  return present({ name: data.word('SubjectUserName'), domain: data.word('SubjectDomainName'), uid: data.word('SubjectUserSid') });
}

/** Whom it was done to: `TargetUserName`, `TargetDomainName`, `TargetUserSid` or `TargetSid`. */
export function takeTarget(data: EventData): User | undefined {
  return present({ name: data.word('TargetUserName'), domain: data.word('TargetDomainName'), uid: data.word('TargetUserSid', 'TargetSid') });
}

export function actorOf(user: User | undefined, process?: Process, session?: string): Actor | undefined {
  return present({ user, process, session: session === undefined ? undefined : { uid: session } });
}

/** `DOMAIN\name` in parts; the column stays. */
export function userOf(text: string | undefined): User | undefined {
  if (text === undefined) return undefined;
  const at = text.indexOf('\\');
  return at <= 0 ? { name: text } : { name: text.slice(at + 1), domain: text.slice(0, at) };
}

export function processOf(path: string | undefined, pid: number | undefined, more: Partial<Process> = {}): Process | undefined {
  const process = present({ ...more, pid, file: fileOf(path, EXECUTABLE) });
  return process === undefined ? undefined : { ...process, name: path === undefined ? undefined : baseName(path) };
}

/** The machine, as an endpoint of a network or authentication event. */
export function machineOf({ device }: WindowsEvent): NetworkEndpoint | undefined {
  return device?.hostname === undefined ? undefined : { hostname: device.hostname };
}

/** An event that has no class of its own, or lacks what its class requires. */
export function baseBody(event: WindowsEvent): EventBody {
  return { class_uid: OCSF_CLASS.baseEvent, activity_id: OTHER, message: `Windows event ${String(event.id)} ${event.provider}`.trim(), device: event.device };
}

const MAPPED = /^::ffff:(?=\d{1,3}\.)/i;

/** An address as Windows writes it. `::ffff:10.0.0.1` is 10.0.0.1 that came to an IPv6 socket: the column stays. */
function takeAddress(data: EventData, name: string): string | undefined {
  const text = data.text(name);
  const plain = text?.replace(MAPPED, '');
  return plain !== text && plain !== undefined && isAddress(plain) ? plain : data.address(name);
}

/** Where a request came from: IP address and port. The workstation stands in where there is none. */
export function takeSource(data: EventData): NetworkEndpoint | undefined {
  const ip = takeAddress(data, 'IpAddress') ?? takeAddress(data, 'ClientAddress');
  const workstation = data.text('WorkstationName') ?? data.text('Workstation');
  const hostname = workstation !== undefined && /^[\w.-]{1,255}$/.test(workstation) ? data.word('WorkstationName', 'Workstation') : undefined;
  const endpoint = present({ ip, hostname });
  return endpoint === undefined ? undefined : { ...endpoint, port: data.port('IpPort') ?? data.port('ClientPort') };
}
