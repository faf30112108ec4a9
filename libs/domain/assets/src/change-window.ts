import type { ChangeWindow } from './facts.ts';
import { localMinuteAt } from './local-time.ts';

/**
 * The change window that an instant (ms) lies in, by the site's wall clock. A repeated hour counts both times, a skipped
 * hour never comes; start belongs to the window and end does not.
 */
export function changeWindowAt(windows: readonly ChangeWindow[], timeZone: string, atMs: number): ChangeWindow | undefined {
  if (windows.length === 0) return undefined;
  const { weekday, minute } = localMinuteAt(timeZone, atMs);
  return windows.find((window) => window.weekdays.includes(weekday) && minute >= window.startMinute && minute < window.endMinute);
}

/** True when an instant (ms) lies in one of the windows. */
export function isInChangeWindow(windows: readonly ChangeWindow[], timeZone: string, atMs: number): boolean {
  return changeWindowAt(windows, timeZone, atMs) !== undefined;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** A window as people write it: 'Tuesday maintenance (Tue, Thu 08:00–16:00)'. */
export function describeChangeWindow(window: ChangeWindow): string {
  const time = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const days = window.weekdays.map((day) => DAYS[day - 1] ?? '?').join(', ');
  return `${window.name} (${days} ${time(window.startMinute)}–${time(window.endMinute)})`;
}
