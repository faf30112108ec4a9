import type { ClockState } from '../../generated/graphql.ts';

/** What a clock on screen needs; instants in ISO 8601. */
export interface ShownClock {
  readonly name: string;
  readonly state: ClockState;
  readonly dueAt?: string | null;
  readonly warnAt?: string | null;
}

/** How a clock stands at an instant. `remainingMs` is negative past due, absent where nothing runs. */
export interface ClockStatus {
  readonly tone: 'breached' | 'warning' | 'running' | 'waiting' | 'met' | 'cancelled';
  readonly word: string;
  readonly remainingMs?: number;
}

/** Pure: `now` in ms by the server's clock. A due instant that has passed shows as overdue before the server has latched the breach. */
export function clockStatus(clock: ShownClock, now: number): ClockStatus {
  const due = clock.dueAt ? Date.parse(clock.dueAt) : undefined;
  const remaining = due === undefined ? {} : { remainingMs: due - now };
  switch (clock.state) {
    case 'MET':
      return { tone: 'met', word: 'met' };
    case 'MET_LATE':
      return { tone: 'breached', word: 'met late' };
    case 'CANCELLED':
      return { tone: 'cancelled', word: 'cancelled' };
    case 'PAUSED':
      return { tone: 'waiting', word: 'paused' };
    case 'BREACHED':
      return { tone: 'breached', word: 'overdue', ...remaining };
    default: {
      if (due !== undefined && due <= now) return { tone: 'breached', word: 'overdue', ...remaining };
      if (clock.state === 'OUTSIDE_HOURS') return { tone: 'waiting', word: 'outside hours', ...remaining };
      const warned = clock.warnAt ? Date.parse(clock.warnAt) <= now : false;
      return warned ? { tone: 'warning', word: 'due soon', ...remaining } : { tone: 'running', word: 'running', ...remaining };
    }
  }
}

const LIVE: readonly ClockState[] = ['RUNNING', 'OUTSIDE_HOURS', 'BREACHED'];

/** The clock to look at first: of those still open the one due earliest, else a paused one, else none. */
export function nextClock<C extends ShownClock>(clocks: readonly C[]): C | undefined {
  const due = (clock: C): number => (clock.dueAt ? Date.parse(clock.dueAt) : Number.POSITIVE_INFINITY);
  return (
    clocks.filter((clock) => LIVE.includes(clock.state)).toSorted((one, other) => due(one) - due(other))[0] ??
    clocks.find((clock) => clock.state === 'PAUSED')
  );
}

/** A clock's or a state's name in words: 'notify_customer' → 'Notify customer'. */
export function inWords(name: string): string {
  const words = name.toLowerCase().replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
