import type { ContractInput } from '@watchfloor/cases/contract';

const clock = (targetMinutes: number) => ({ targetMinutes, calendar: 'always' });

/** 24×7; critical escalates at 0, 5 and 15 minutes, then again, then the lead. Low is to be acknowledged within 3 seconds. */
export function sampleContract(webhookUrl: string): ContractInput {
  const sla = { acknowledge: clock(15), notify_customer: clock(60), contain: clock(240), resolve: clock(1_440) };
  const steps = [
    { waitSeconds: 0, targets: [{ kind: 'on_call' as const, id: 'duty' }], channels: ['email' as const] },
    { waitMinutes: 5, targets: [{ kind: 'role' as const, id: 'lead' }], important: true, channels: ['email' as const, 'webhook' as const] },
    { waitMinutes: 10, targets: [{ kind: 'person' as const, id: 'carl' }], channels: ['email' as const] },
  ];
  return {
    version: 3,
    calendars: { always: { kind: '24x7' } },
    sla: { critical: sla, high: sla, medium: sla, low: { acknowledge: clock(0.05), resolve: clock(1_440) } },
    pauseReasons: ['waiting for the customer'],
    escalation: { critical: { steps, repeat: 1 }, high: { steps, repeat: 1 } },
    lastResort: [{ kind: 'role', id: 'lead' }],
    people: [
      { id: 'ana', name: 'Ana Ng', email: 'ana@provider.example', org: 'provider', roles: ['analyst'], timeZone: 'Europe/Rome' },
      { id: 'leo', name: 'Leo Lind', email: 'leo@provider.example', org: 'provider', roles: ['lead'], timeZone: 'Europe/Rome', webhookUrl },
      { id: 'carl', name: 'Carl Cano', email: 'carl@customer.example', org: 'customer', roles: ['customer-engineer'], timeZone: 'Europe/Rome' },
    ],
    onCall: { duty: { timeZone: 'Europe/Rome', rotation: ['ana'], handover: { weekday: 1, time: '08:00' } } },
  };
}
