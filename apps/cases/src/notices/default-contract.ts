import type { ContractInput } from '@watchfloor/cases/contract';

const clock = (targetMinutes: number) => ({ targetMinutes, calendar: 'always', warnPercent: 75 });
const analysts = { targets: [{ kind: 'role', id: 'analyst' } as const], channels: ['email' as const] };
const leads = { targets: [{ kind: 'role', id: 'lead' } as const], important: true };
const chain = (firstWait: number) => ({ steps: [{ waitMinutes: 0, ...analysts }, { waitMinutes: firstWait, ...leads }], repeat: 3 });

/**
 * The provider's default, for a customer whose contract is not there or cannot be read: a case must have clocks and must
 * reach somebody. 24×7 targets of 15 minutes (critical) to 8 hours (informational) for the acknowledgement; analysts are
 * told at once, leads next, leads again as last resort. Version 0 marks it in every ledger. The people are those who
 * hold grants at the tenant.
 */
export const DEFAULT_CONTRACT: Omit<ContractInput, 'people'> = {
  version: 0,
  calendars: { always: { kind: '24x7' } },
  sla: {
    critical: { acknowledge: clock(15), notify_customer: clock(60), contain: clock(240), resolve: clock(1_440) },
    high: { acknowledge: clock(30), notify_customer: clock(120), contain: clock(480), resolve: clock(2_880) },
    medium: { acknowledge: clock(120), resolve: clock(7_200) },
    low: { acknowledge: clock(240), resolve: clock(14_400) },
    informational: { acknowledge: clock(480), resolve: clock(28_800) },
  },
  pauseReasons: ['waiting for the customer'],
  escalation: { critical: chain(15), high: chain(30), medium: chain(120), low: chain(240), informational: chain(480) },
  lastResort: [{ kind: 'role', id: 'lead' }],
};
