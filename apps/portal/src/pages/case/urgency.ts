import type { QueueCaseFragment } from '../../generated/graphql.ts';
import { SEVERITIES } from '../../ui/severity-mark.tsx';

const rank = (found: QueueCaseFragment): number => SEVERITIES.findIndex(({ value }) => value === found.severity);
const due = (found: QueueCaseFragment): number => (found.nextDueAt ? Date.parse(found.nextDueAt) : Number.POSITIVE_INFINITY);

/** Order of the queue: due next first, cases without a running clock last; then by severity, then the older first. */
export function byUrgency(one: QueueCaseFragment, other: QueueCaseFragment): number {
  const [left, right] = [due(one), due(other)];
  if (left !== right) return left < right ? -1 : 1;
  return rank(one) - rank(other) || Date.parse(one.openedAt) - Date.parse(other.openedAt);
}
