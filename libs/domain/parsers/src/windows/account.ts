import { OCSF_CLASS } from '@watchfloor/ocsf';
import type { EventBody } from '../contract.ts';
import { present } from '../format/present.ts';
import type { WindowsEvent } from './event.ts';
import { actorOf, baseBody, takeSubject, takeTarget, userOf } from './parts.ts';

const ACCOUNT: Readonly<Record<number, readonly [activity: number, title: string]>> = {
  4720: [1, 'Account created'], 4722: [2, 'Account enabled'], 4723: [3, 'Password change'], 4724: [4, 'Password reset'], 4725: [5, 'Account disabled'],
  4726: [6, 'Account deleted'], 4738: [99, 'Account changed'], 4740: [9, 'Account locked out'], 4767: [12, 'Account unlocked'], 4781: [99, 'Account renamed'],
};
const GROUP: Readonly<Record<number, readonly [activity: number, title: string]>> = {
  4727: [6, 'Group created'], 4728: [3, 'Member added to group'], 4729: [4, 'Member removed from group'], 4730: [5, 'Group deleted'],
  4731: [6, 'Group created'], 4732: [3, 'Member added to group'], 4733: [4, 'Member removed from group'], 4734: [5, 'Group deleted'],
  4735: [99, 'Group changed'], 4737: [99, 'Group changed'], 4755: [99, 'Group changed'],
  4754: [6, 'Group created'], 4756: [3, 'Member added to group'], 4757: [4, 'Member removed from group'], 4758: [5, 'Group deleted'],
};

export function isAccountChange(id: number): boolean {
  return Object.hasOwn(ACCOUNT, id);
}

export function isGroupChange(id: number): boolean {
  return Object.hasOwn(GROUP, id);
}

/** Changes of user accounts: Account Change (3001). */
export function accountBody(event: WindowsEvent): EventBody {
  const [activity, title] = ACCOUNT[event.id] ?? [99, 'Account event'];
  const user = takeTarget(event.data);
  if (user === undefined) return baseBody(event);
  return {
    class_uid: OCSF_CLASS.accountChange, activity_id: activity, message: `${title}: ${user.name ?? user.uid ?? '?'}`, user,
    actor: actorOf(takeSubject(event.data), undefined, event.data.word('SubjectLogonId')), device: event.device,
  };
}

/** Changes of groups: Group Management (3006). */
export function groupBody(event: WindowsEvent): EventBody {
  const { data } = event;
  const [activity, title] = GROUP[event.id] ?? [99, 'Group event'];
  const group = present({ name: data.word('TargetUserName'), domain: data.word('TargetDomainName'), uid: data.word('TargetSid') });
  if (group === undefined) return baseBody(event);
  // MemberName is a distinguished name (CN=…) or a plain one.
  const member = present({ name: data.word('MemberName'), uid: data.word('MemberSid') }) ?? userOf(undefined);
  return {
    class_uid: OCSF_CLASS.groupManagement, activity_id: activity, message: `${title} ${group.name ?? group.uid ?? '?'}`, group, user: member,
    actor: actorOf(takeSubject(data), undefined, data.word('SubjectLogonId')), device: event.device,
  };
}
