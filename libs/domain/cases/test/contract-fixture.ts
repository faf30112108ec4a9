import type { Actor } from '@watchfloor/core';
import { CaseMachine, type CaseState, type Command, type Envelope, type OpenInput } from '../src/index.ts';
import { compilePolicy } from '../src/compile.ts';
import { parseContract, type ContractInput } from '../src/contract.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Epoch ms of an ISO time. */
export function ms(iso: string): number {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new Error(`not a time: ${iso}`);
  return at;
}

/** The contract of TEMPORAL.md §2.3: Berlin office hours, 24×7 for critical. */
export const CONTRACT: ContractInput = {
  version: 1,
  calendars: {
    office: {
      kind: 'weekly',
      timeZone: 'Europe/Berlin',
      weekly: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['08:00', '17:00']]])),
      exceptions: { '2026-12-24': [['08:00', '12:00']], '2026-12-25': [], '2026-12-26': [], '2027-01-01': [], '2027-03-26': [], '2027-03-29': [] },
    },
    always: { kind: '24x7' },
  },
  sla: {
    low: { acknowledge: { targetMinutes: 480, calendar: 'office' }, resolve: { targetMinutes: 5_400, calendar: 'office' } },
    medium: {
      acknowledge: { targetMinutes: 120, calendar: 'office' },
      notify_customer: { targetMinutes: 480, calendar: 'office' },
      contain: { targetMinutes: 1_080, calendar: 'office' },
      resolve: { targetMinutes: 2_700, calendar: 'office' },
    },
    high: {
      acknowledge: { targetMinutes: 30, calendar: 'always' },
      notify_customer: { targetMinutes: 120, calendar: 'always' },
      contain: { targetMinutes: 480, calendar: 'always' },
      resolve: { targetMinutes: 2_880, calendar: 'always' },
    },
    critical: {
      acknowledge: { targetMinutes: 15, calendar: 'always' },
      notify_customer: { targetMinutes: 60, calendar: 'always' },
      contain: { targetMinutes: 240, calendar: 'always' },
      resolve: { targetMinutes: 1_440, calendar: 'always' },
      forensic_image: { targetMinutes: 600, calendar: 'always' },
    },
  },
  pauseReasons: ['waiting_for_customer', 'waiting_for_vendor'],
  escalation: {
    medium: { steps: [{ waitMinutes: 0, targets: [{ kind: 'on_call', id: 'soc' }] }, { waitMinutes: 30, targets: [{ kind: 'role', id: 'lead' }] }], repeat: 1 },
    high: {
      steps: [
        { waitMinutes: 0, targets: [{ kind: 'on_call', id: 'soc' }] },
        { waitMinutes: 10, targets: [{ kind: 'role', id: 'lead' }], important: true },
        { waitMinutes: 20, targets: [{ kind: 'person', id: 'olga' }, { kind: 'channel', id: 'webhook' }], hours: 'office' },
      ],
      repeat: 2,
    },
    critical: { steps: [{ waitSeconds: 0, targets: [{ kind: 'role', id: 'lead' }] }, { waitMinutes: 5, targets: [{ kind: 'person', id: 'olga' }] }], repeat: 0, roundWaitMinutes: 10 },
  },
  lastResort: [{ kind: 'person', id: 'boss' }],
  people: [
    { id: 'anna', name: 'Anna', email: 'anna@soc.example', org: 'provider', roles: ['analyst'], timeZone: 'Europe/Rome' },
    { id: 'lena', name: 'Lena', email: 'lena@soc.example', org: 'provider', roles: ['lead'], timeZone: 'Europe/Rome' },
    { id: 'boss', name: 'Boss', email: 'boss@soc.example', org: 'provider', roles: [], timeZone: 'Europe/Rome' },
    { id: 'olga', name: 'Olga', email: 'olga@water.example', org: 'customer', roles: ['customer-engineer'], timeZone: 'Asia/Kathmandu' },
  ],
  onCall: { soc: { timeZone: 'Europe/Rome', rotation: ['anna', 'lena'], handover: { weekday: '1', time: '09:00' } } },
};

export const ANALYST: Actor = { kind: 'person', id: 'u-anna', name: 'anna', org: 'provider', roles: ['analyst'] };
export const LEAD: Actor = { kind: 'person', id: 'u-lena', name: 'lena', org: 'provider', roles: ['lead'] };
export const CUSTOMER: Actor = { kind: 'person', id: 'u-olga', name: 'olga', org: 'customer', roles: ['customer-engineer'] };
export const AUDITOR: Actor = { kind: 'person', id: 'u-aude', name: 'aude', org: 'customer', roles: ['auditor'] };
export const DETECT: Actor = { kind: 'service', id: 'detect', name: 'detect', org: 'system', roles: [] };

export const POLICY = compilePolicy(parseContract(CONTRACT), ms('2026-11-01T00:00:00Z'));

/** A case opened with the fixture's contract. */
export function openCase(openedAt: number, severity: OpenInput['severity'], more: Partial<OpenInput> = {}): CaseMachine {
  return CaseMachine.open({
    tenantId: '11111111-1111-8111-8111-111111111111',
    caseId: '33333333-3333-8333-8333-333333333333',
    groupKey: 'modbus-write:plc-1',
    detectionId: 'modbus-write',
    title: 'Modbus write outside the change window',
    summary: 'An engineering laptop wrote registers of PLC 1.',
    severity,
    techniques: ['T0836'],
    firstEventAt: openedAt - 5_000,
    findings: [{ id: 'f-1', timeMs: openedAt - 5_000, severityId: 3, title: 'write' }],
    openedAt,
    policy: POLICY,
    ...more,
  });
}

let keys = 0;
/** A command with a fresh key. */
export function envelope<C extends Command>(command: C, by: Actor, receivedAt: number, key = `k-${++keys}`): Envelope<C> {
  return { key, by, receivedAt, command };
}

/** Applies a command at `at`, received at the same moment unless `receivedAt` says otherwise. */
export function give(machine: CaseMachine, command: Command, by: Actor, at: number, receivedAt = at): void {
  machine.apply(envelope(command, by, receivedAt), at);
}

/** A copy that went through JSON, as it does between workflow runs. */
export function asJson(state: CaseState): CaseState {
  return JSON.parse(JSON.stringify(state)) as CaseState;
}
