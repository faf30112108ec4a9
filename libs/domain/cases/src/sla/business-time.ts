import { openWindows } from './calendar.ts';
import type { CompiledCalendar } from './compiled-calendar.ts';

/**
 * The earliest instant (epoch ms) at which `amountMs` of business time have passed since `start`: reached at closing time is
 * closing time. `start` itself for an amount of zero or less. Null when the calendar ends before that.
 */
export function addBusinessTime(calendar: CompiledCalendar, start: number, amountMs: number): number | null {
  if (amountMs <= 0) return start;
  if (calendar.always) return start + amountMs;
  let left = amountMs;
  for (const window of openWindows(calendar, start, calendar.validUntil)) {
    const length = window.to - window.from;
    if (length >= left) return window.from + left;
    left -= length;
  }
  return null;
}

/** Business time in ms within [from, to); zero when `to` is not after `from`. */
export function businessTimeBetween(calendar: CompiledCalendar, from: number, to: number): number {
  if (to <= from) return 0;
  if (calendar.always) return to - from;
  let sum = 0;
  for (const window of openWindows(calendar, from, to)) sum += window.to - window.from;
  return sum;
}
