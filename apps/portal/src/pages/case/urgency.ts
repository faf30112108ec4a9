import type { QueueCaseFragment } from '../../generated/graphql.ts';
import { SEVERITIES } from '../../ui/severity-mark.tsx';
import { nextClock } from './clock-status.ts';

const rank = (found: QueueCaseFragment): number => SEVERITIES.findIndex(({ value }) => value === found.severity);
const due = (found: QueueCaseFragment): number => {
  const at = nextClock(found.clocks)?.dueAt ?? found.nextDueAt;
  return at ? Date.parse(at) : Number.POSITIVE_INFINITY;
};

/** Order of the queue: due next first, cases without a running clock last; then by severity, then the older first. */
export function byUrgency(one: QueueCaseFragment, other: QueueCaseFragment): number {
  const [left, right] = [due(one), due(other)];
  if (left !== right) return left < right ? -1 : 1;
  return rank(one) - rank(other) || Date.parse(one.openedAt) - Date.parse(other.openedAt);
}
