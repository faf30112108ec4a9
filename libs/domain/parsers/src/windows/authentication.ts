import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import type { EventData } from './data.ts';
import type { WindowsEvent } from './event.ts';
import { actorOf, baseBody, machineOf, processOf, takeSource, takeSubject, takeTarget } from './parts.ts';

const SUCCESS = 1;
const FAILURE = 2;

/** Activity of Authentication and what is known of its outcome; undefined where the Status column says. */
const EVENTS: Readonly<Record<number, { readonly activity: number; readonly status: number | undefined; readonly title: string }>> = {
  4624: { activity: 1, status: SUCCESS, title: 'Logon' },
  4625: { activity: 1, status: FAILURE, title: 'Logon failed' },
  4634: { activity: 2, status: SUCCESS, title: 'Logoff' },
  4647: { activity: 2, status: SUCCESS, title: 'Logoff by the user' },
  4648: { activity: 1, status: SUCCESS, title: 'Logon with explicit credentials' },
  4768: { activity: 3, status: undefined, title: 'Kerberos ticket request' },
  4769: { activity: 4, status: undefined, title: 'Kerberos service ticket request' },
  4770: { activity: 5, status: SUCCESS, title: 'Kerberos service ticket renewal' },
  4771: { activity: 6, status: FAILURE, title: 'Kerberos pre-authentication failed' },
  4776: { activity: 99, status: undefined, title: 'Credential validation' },
  4778: { activity: 1, status: SUCCESS, title: 'Session reconnected' },
  4779: { activity: 2, status: SUCCESS, title: 'Session disconnected' },
};

/** True for the ids that this module maps. */
export function isAuthentication(id: number): boolean {
  return Object.hasOwn(EVENTS, id);
}

/** OCSF auth_protocol_id of an authentication package. */
function protocolOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^ntlm/i.test(text)) return 1;
  return /^kerberos/i.test(text) ? 2 : 99;
}

/** Logon types 0 and 2 to 13 are OCSF's own numbers. */
function takeLogonType(data: EventData): number | undefined {
  const type = Number(data.text('LogonType') ?? Number.NaN);
  if (!Number.isInteger(type)) return undefined;
  if ((type < 2 && type !== 0) || type > 13 || type === 6) return 99;
  data.number('LogonType');
  return type;
}

function statusOf(data: EventData, fixed: number | undefined): number | undefined {
  if (fixed !== undefined) return fixed;
  const status = data.text('Status');
  if (status === undefined) return undefined;
  return /^0x0+$|^0$/.test(status) ? SUCCESS : FAILURE;
}

/** Logons, logoffs and Kerberos and NTLM requests: Authentication (3002). */
export function authenticationBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const known = EVENTS[event.id];
  const machine = machineOf(event);
  // Before anything is taken: a Base Event has no place for it.
  if (known === undefined || (machine === undefined && data.text('ServiceName') === undefined && data.text('TargetServerName') === undefined)) return baseBody(event);
  const subject = takeSubject(data);
  const target = takeTarget(data);
  const account = data.text('AccountName');
  const user = target ?? (account === undefined ? subject : { name: data.word('AccountName'), domain: data.word('AccountDomain') });
  if (user === undefined) return baseBody(event);
  const source = takeSource(data);
  const service = data.word('ServiceName', 'TargetServerName');
  const logonType = takeLogonType(data);
  const session = data.word('TargetLogonId', 'LogonID');
  const package_ = data.word('AuthenticationPackageName', 'PackageName');
  const kerberos = event.id >= 4768 && event.id <= 4771;
  return {
    class_uid: OCSF_CLASS.authentication, activity_id: known.activity, message: `${known.title} of ${user.name ?? user.uid ?? '?'}`,
    severity_id: known.status === FAILURE ? 2 : 1,
    user, service: service === undefined ? undefined : { name: service, uid: data.word('ServiceSid') },
    actor: actorOf(user === subject ? undefined : subject, processOf(data.word('ProcessName'), data.number('ProcessId')), data.word('SubjectLogonId')),
    src_endpoint: source, dst_endpoint: machine, device: event.device,
    logon_type_id: logonType, is_remote: logonType === undefined ? undefined : [3, 8, 10, 12].includes(logonType),
    auth_protocol: package_ ?? (kerberos ? 'Kerberos' : undefined), auth_protocol_id: kerberos ? 2 : protocolOf(package_),
    session: session === undefined ? undefined : { uid: session },
    status_id: statusOf(data, known.status), status_code: data.word('SubStatus', 'Status', 'FailureCode'), status_detail: data.word('FailureReason'),
  };
}

/** 4672, special privileges assigned to a new logon: Authorize Session (3003). */
export function privilegesBody(event: WindowsEvent): EventBody {
  const list = event.data.text('PrivilegeList');
  if (list === undefined) return baseBody(event);
  const user = takeSubject(event.data);
  if (user === undefined) return baseBody(event);
  const session = event.data.word('SubjectLogonId');
  return {
    class_uid: OCSF_CLASS.authorizeSession, activity_id: 1, message: `Special privileges assigned to ${user.name ?? user.uid ?? '?'}`, user, device: event.device,
    privileges: list.split(/\s+/).filter((each) => each !== ''), dst_endpoint: machineOf(event),
    session: session === undefined ? undefined : { uid: session }, status_id: SUCCESS,
  };
}
