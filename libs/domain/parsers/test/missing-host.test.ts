import type { OcsfEvent } from '@watchfloor/ocsf';
import { describe, expect, it } from 'vitest';
import { lostColumns, openColumns, openSource } from '../src/index.ts';
import { NOW } from './fixture.ts';

function event(line: string): OcsfEvent {
  const parser = openSource('auto', { now: NOW });
  const parsed = parser.parse(line);
  if (parsed?.ok !== true) throw new Error(`did not parse: ${line}`);
  expect(lostColumns(openColumns(parser).columns(line) ?? { none: 1 }, parsed.event)).toEqual([]);
  return parsed.event;
}

const SYSCALL = 'type=SYSCALL msg=audit(1700000000.123:42): arch=c000003e syscall=59 success=yes exit=0 ppid=10 pid=11 auid=1000 uid=0 comm="ls" exe="/usr/bin/ls"';
const PROCESS = { Channel: 'Security', ProviderName: 'Microsoft-Windows-Security-Auditing', EventID: 4688, NewProcessName: 'C:\\a.exe', NewProcessId: '0x10', TimeCreated: '2026-03-01T10:00:00Z' };

describe('the machine of an event', () => {
  it('is what the record, the header before it or the agent says', () => {
    expect(event(`node=plc-gw ${SYSCALL}`)).toMatchObject({ class_uid: 1007, device: { hostname: 'plc-gw' }, process: { pid: 11 }, actor: { user: { uid: '1000' } } });
    expect(event(`<14>Mar  1 10:00:00 gw-2 audispd: ${SYSCALL}`)).toMatchObject({ class_uid: 1007, device: { hostname: 'gw-2' } });
    expect(event(JSON.stringify({ ...PROCESS, Computer: 'HMI-1' }))).toMatchObject({ class_uid: 1007, device: { hostname: 'HMI-1' } });
    expect(event(JSON.stringify({ ...PROCESS, agent: { name: 'HMI-2' } }))).toMatchObject({ class_uid: 1007, device: { hostname: 'HMI-2' } });
  });

  it('is never made up: without one, an event of a class that requires it is a Base Event', () => {
    const audit = event(SYSCALL);
    expect(audit).toMatchObject({ class_uid: 0, actor: { user: { uid: '1000' }, process: { name: 'ls', pid: 11, parent_process: { pid: 10 } } } });
    expect(audit).not.toHaveProperty('device.name');
    const windows = event(JSON.stringify(PROCESS));
    expect(windows).toMatchObject({ class_uid: 0, unmapped: { NewProcessName: 'C:\\a.exe' } });
    expect(JSON.stringify(windows)).not.toContain('unknown');
  });

  it('is not required of a login to a service; one that names neither is a Base Event with every column', () => {
    const login = { ...PROCESS, EventID: 4624, TargetUserName: 'op', IpAddress: '10.0.0.9', LogonType: 3 };
    expect(event(JSON.stringify({ ...login, ServiceName: 'cifs' }))).toMatchObject({ class_uid: 3002, user: { name: 'op' }, src_endpoint: { ip: '10.0.0.9' }, service: { name: 'cifs' } });
    expect(event(JSON.stringify(login))).toMatchObject({ class_uid: 0, unmapped: { TargetUserName: 'op', IpAddress: '10.0.0.9' } });
    expect(event(JSON.stringify({ ...login, TargetUserName: '-', Computer: 'HMI-1' }))).toMatchObject({ class_uid: 0, unmapped: { IpAddress: '10.0.0.9' } });
  });
});
