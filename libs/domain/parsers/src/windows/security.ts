import { NETWORK_ACTIVITY, OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { arrow } from '../zeek/endpoints.ts';
import { accountBody, groupBody, isAccountChange, isGroupChange } from './account.ts';
import { authenticationBody, isAuthentication, privilegesBody } from './authentication.ts';
import type { WindowsEvent } from './event.ts';
import { actorOf, baseBody, fileOf, machineOf, processOf, takeSource, takeSubject, takeTarget, userOf } from './parts.ts';

const LAUNCH = 1;
const TERMINATE = 2;
/** Scheduled Job Activity of 4698 to 4702: create, delete, enable, disable, update. */
const JOB: Readonly<Record<number, number>> = { 4698: 1, 4699: 3, 4700: 4, 4701: 5, 4702: 2, 106: 1, 140: 2, 141: 3, 100: 6, 129: 6, 200: 6, 102: 99, 201: 99 };
/** Network Activity of the Windows Filtering Platform: 5156 allowed, 5157 blocked, 5152 packet dropped, 5154 listening, 5158 bound. */
const FILTERING: Readonly<Record<number, number>> = { 5156: 1, 5157: 5, 5152: 5, 5154: 7, 5158: 99 };
const DEFENDER = /windows defender/i;
const DEFENDER_ALERTS = new Set([1006, 1007, 1015, 1116, 1117, 1118, 1119, 1121, 1122, 5001, 5007]);

function processBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const launch = event.id === 4688;
  const subject = takeSubject(data);
  const target = launch ? takeTarget(data) : undefined;
  const process = launch
    ? processOf(data.word('NewProcessName'), data.number('NewProcessId'), { cmd_line: data.word('CommandLine'), user: target ?? subject })
    : processOf(data.word('ProcessName'), data.number('ProcessId'), { user: subject });
  if (process === undefined) return baseBody(event);
  const parent = launch ? processOf(data.word('ParentProcessName'), data.number('ProcessId')) : undefined;
  return {
    class_uid: OCSF_CLASS.processActivity, activity_id: launch ? LAUNCH : TERMINATE, message: `Process ${launch ? 'started' : 'ended'}: ${process.name ?? '?'}`,
    process, actor: actorOf(subject, parent, data.word('SubjectLogonId')) ?? { app_name: 'Windows' }, device: event.device,
  };
}

function serviceBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const name = data.word('ServiceName');
  if (name === undefined) return baseBody(event);
  return {
    class_uid: OCSF_CLASS.windowsServiceActivity, activity_id: 1, message: `Service installed: ${name}`,
    win_service: {
      name, cmd_line: data.word('ImagePath', 'ServiceFileName'), service_start_name: data.word('AccountName', 'ServiceAccount'),
      service_start_type: data.word('StartType', 'ServiceStartType'), service_type: data.word('ServiceType'),
    },
    actor: actorOf(takeSubject(data)), device: event.device,
  };
}

function jobBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const name = data.word('TaskName');
  if (name === undefined) return baseBody(event);
  const actor = actorOf(takeSubject(data) ?? userOf(data.text('UserContext') ?? data.text('UserName')), undefined, data.word('SubjectLogonId'));
  return { class_uid: OCSF_CLASS.scheduledJobActivity, activity_id: JOB[event.id] ?? 99, message: `Scheduled task ${name}`, job: { name }, actor, device: event.device };
}

function shareBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const source = takeSource(data);
  const machine = machineOf(event);
  if (source === undefined && machine === undefined) return baseBody(event);
  const share = data.word('ShareName');
  const file = fileOf(data.word('RelativeTargetName'), 0);
  return {
    class_uid: OCSF_CLASS.smbActivity, activity_id: file === undefined ? 99 : 2, message: `Share ${share ?? '?'} accessed`, share, file,
    src_endpoint: source, dst_endpoint: machine, actor: actorOf(takeSubject(data), undefined, data.word('SubjectLogonId')), device: event.device,
  };
}

function filteringBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const endpoint = (address: string, port: string): { ip: string; port?: number } | undefined => {
    const ip = data.address(address);
    return ip === undefined ? undefined : { ip, port: data.port(port) };
  };
  const src = endpoint('SourceAddress', 'SourcePort');
  const dst = endpoint('DestAddress', 'DestPort');
  if (src === undefined && dst === undefined) return baseBody(event);
  const direction = data.text('Direction');
  return {
    class_uid: OCSF_CLASS.networkActivity, activity_id: FILTERING[event.id] ?? NETWORK_ACTIVITY.traffic, message: `Windows filtering ${String(event.id)} ${arrow({ src_endpoint: src, dst_endpoint: dst })}`,
    src_endpoint: src, dst_endpoint: dst, connection_info: { direction_id: direction === '%%14592' ? 1 : direction === '%%14593' ? 2 : 0, protocol_num: data.number('Protocol') },
    actor: actorOf(undefined, processOf(data.word('Application'), data.number('ProcessID', 'ProcessId'))), action_id: FILTERING[event.id] === 5 ? 2 : 1, device: event.device,
  };
}

function clearedBody(event: WindowsEvent): EventBody {
  const { data } = event;
  return {
    class_uid: OCSF_CLASS.eventLogActivity, activity_id: 1, severity_id: 4, message: 'Event log cleared', log_name: event.id === 1102 ? 'Security' : (data.text('Channel') ?? (event.channel || event.provider)),
    actor: actorOf(takeSubject(data)), device: event.device,
  };
}

function defenderBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const threat = data.word('Threat Name');
  const path = data.text('Path')?.replace(/^file:_?/, '');
  return {
    class_uid: OCSF_CLASS.detectionFinding, activity_id: 1, severity_id: 4, message: threat ?? `Windows Defender event ${String(event.id)}`, device: event.device,
    finding_info: { uid: data.text('Detection ID') ?? data.text('ID') ?? String(event.id), title: threat ?? `Windows Defender event ${String(event.id)}` },
    actor: actorOf(userOf(data.text('Detection User') ?? data.text('User'))),
    evidences: path === undefined ? undefined : [{ file: fileOf(path) }],
  };
}

/** The body of an event of Windows' own channels; Base Event for ids that have no class. */
export function windowsBody(event: WindowsEvent): EventBody {
  const { id, provider } = event;
  if (DEFENDER.test(provider)) return DEFENDER_ALERTS.has(id) ? defenderBody(event) : baseBody(event);
  if (/taskscheduler/i.test(provider)) return id in JOB ? jobBody(event) : baseBody(event);
  if (id === 1102 || (id === 104 && /eventlog/i.test(provider))) return clearedBody(event);
  if (/service control manager/i.test(provider) || id === 4697) return [7045, 4697].includes(id) ? serviceBody(event) : baseBody(event);
  if (/powershell/i.test(provider)) return baseBody(event);
  if (isAuthentication(id)) return authenticationBody(event);
  if (isAccountChange(id)) return accountBody(event);
  if (isGroupChange(id)) return groupBody(event);
  if (id === 4672) return privilegesBody(event);
  if (id === 4688 || id === 4689) return processBody(event);
  if (id >= 4698 && id <= 4702) return jobBody(event);
  if (id === 5140 || id === 5145) return shareBody(event);
  return Object.hasOwn(FILTERING, id) ? filteringBody(event) : baseBody(event);
}
