import { Refused } from '@watchfloor/core';
import { periodAt, type Caller } from './caller.ts';

const MAX_DAYS = 31;
const FOREVER_MS = 8_640_000_000_000;

/**
 * The window [from, to) of a search as microseconds, cut to the caller's period where they are an auditor; without from and
 * to, the period alone. Throws Refused INVALID_INPUT when it is empty or longer than 31 days.
 */
export function timeWindow(caller: Caller, tenantId: string, asked: { from?: Date; to?: Date }): { fromUs: number; toUs: number } {
  const period = periodAt(caller, tenantId);
  if (asked.from && asked.to) {
    const length = asked.to.getTime() - asked.from.getTime();
    if (length <= 0) throw new Refused('INVALID_INPUT', 'to must lie after from');
    if (length > MAX_DAYS * 86_400_000) throw new Refused('INVALID_INPUT', `a window is ${MAX_DAYS} days at most: ask for several`);
  }
  const from = Math.max(asked.from?.getTime() ?? 0, period.from?.getTime() ?? 0);
  const to = Math.min(asked.to?.getTime() ?? FOREVER_MS, period.to?.getTime() ?? FOREVER_MS);
  return { fromUs: from * 1_000, toUs: Math.max(from, to) * 1_000 };
}
