import { DEMO_PEOPLE, HOSPITAL, WATER } from './people.ts';

/**
 * Contracts of the two demo customers, in the contract document's format (libs/domain/cases). Waits of the escalation
 * chains are short, so that a visitor sees a case escalate within minutes; targets are what such contracts usually say.
 */
type Json = Record<string, unknown>;

const OFFICE_HOURS = [['08:00', '12:30'], ['13:30', '17:30']];
const WEEKDAYS = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, OFFICE_HOURS]));

function calendars(timeZone: string): Json {
  return {
    always: { kind: '24x7' },
    office: {
      kind: 'weekly',
      timeZone,
      weekly: WEEKDAYS,
      exceptions: { '2026-12-24': [['08:00', '12:30']], '2026-12-25': [], '2026-12-26': [], '2027-01-01': [], '2027-01-06': [] },
    },
  };
}

const clock = (targetMinutes: number, calendar: 'always' | 'office'): Json => ({ targetMinutes, calendar, warnPercent: 75 });
const SLA: Json = {
  critical: { acknowledge: clock(15, 'always'), notify_customer: clock(30, 'always'), contain: clock(120, 'always'), resolve: clock(480, 'always') },
  high: { acknowledge: clock(30, 'always'), notify_customer: clock(60, 'always'), contain: clock(240, 'always'), resolve: clock(1440, 'always') },
  medium: { acknowledge: clock(60, 'office'), notify_customer: clock(240, 'office'), resolve: clock(2400, 'office') },
  low: { acknowledge: clock(240, 'office'), resolve: clock(4800, 'office') },
  informational: { acknowledge: clock(480, 'office'), resolve: clock(9600, 'office') },
};

function escalation(customerOnCall: string): Json {
  const duty = { waitSeconds: 0, targets: [{ kind: 'on_call', id: 'soc-duty' }], channels: ['email'] };
  const lead = { waitSeconds: 30, targets: [{ kind: 'role', id: 'lead' }], important: true, channels: ['email', 'webhook'] };
  const customer = { waitSeconds: 30, targets: [{ kind: 'on_call', id: customerOnCall }], channels: ['email'] };
  const calm = { steps: [duty, { ...lead, waitSeconds: 1800 }], repeat: 1 };
  return { critical: { steps: [duty, lead, customer], repeat: 3 }, high: { steps: [duty, lead, customer], repeat: 2 }, medium: calm, low: calm, informational: { steps: [duty], repeat: 0 } };
}

function contract(slug: string, timeZone: string, webhookUrl: string, customerOnCall: string): Json {
  const people = DEMO_PEOPLE.filter((p) => p.tenants.includes(slug) && p.role !== 'auditor');
  const customerPeople = people.filter((p) => p.role === 'customer-engineer' || p.role === 'ot-approver').map((p) => p.id);
  const [ana, leo] = people;
  if (!ana || !leo) throw new Error(`no provider people are assigned to ${slug}`);
  return {
    version: 1,
    timeZone,
    calendars: calendars(timeZone),
    sla: SLA,
    pauseReasons: ['waiting for the customer', 'waiting for a maintenance window', 'waiting for a vendor'],
    escalation: escalation(customerOnCall),
    lastResort: [{ kind: 'role', id: 'lead' }],
    people: people.map((p) => ({
      id: p.id,
      name: `${p.firstName} ${p.lastName}`,
      email: p.email,
      org: customerPeople.includes(p.id) ? 'customer' : 'provider',
      roles: [p.role],
      timeZone,
      ...(p.role === 'lead' ? { webhookUrl } : {}),
    })),
    onCall: {
      'soc-duty': { timeZone, rotation: [ana.id], handover: { weekday: 1, time: '08:00' }, overrides: [] },
      [customerOnCall]: { timeZone, rotation: customerPeople, handover: { weekday: 1, time: '08:00' }, overrides: [] },
    },
  };
}

/** The demo contracts by tenant slug. `webhookUrl` is where the lead's signed webhook goes. */
export function demoContracts(webhookUrl: string): Readonly<Record<string, Json>> {
  return {
    [WATER]: contract(WATER, 'Europe/Rome', webhookUrl, 'aqua-duty'),
    [HOSPITAL]: contract(HOSPITAL, 'Europe/Vienna', webhookUrl, 'elia-duty'),
  };
}
