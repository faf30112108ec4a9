import { deterministicId } from '@watchfloor/core/ids';

const HOUR_US = 3_600_000_000;
/** SEMANTICS §5: a finding joins the case of its group within 24 h of the last, 7 days at most. */
export const JOIN_WITHIN_US = 24 * HOUR_US;
export const SESSION_SPAN_US = 7 * 24 * HOUR_US;

/** A finding that has no case yet. */
export interface UnassignedFinding {
  readonly findingId: string;
  readonly groupKey: string;
  readonly timeUs: number;
}

/** A case of a group and the times of its first and last finding. */
export interface GroupSession {
  readonly groupKey: string;
  readonly caseId: string;
  readonly firstFindingTimeUs: number;
  readonly lastFindingTimeUs: number;
}

export interface Assignment {
  readonly findingId: string;
  readonly caseId: string;
  /** Time of the first finding of the case. */
  readonly sessionStartedAtUs: number;
}

/**
 * Gives every finding a case: one that its group has within reach, the youngest of several, else a new one whose id
 * follows from the group's first finding. Findings are taken in order of time. Repeating it gives the same cases.
 */
export function assignCases(tenantId: string, findings: readonly UnassignedFinding[], sessions: readonly GroupSession[]): Assignment[] {
  const byGroup = new Map<string, GroupSession[]>();
  for (const session of sessions) byGroup.set(session.groupKey, [...(byGroup.get(session.groupKey) ?? []), session]);
  const ordered = [...findings].sort((a, b) => a.timeUs - b.timeUs || (a.findingId < b.findingId ? -1 : 1));
  return ordered.map((finding) => {
    const known = byGroup.get(finding.groupKey) ?? [];
    const reachable = known.filter((session) => isWithinReach(session, finding.timeUs));
    const found = reachable.reduce<GroupSession | undefined>((best, session) => (best === undefined || session.firstFindingTimeUs > best.firstFindingTimeUs ? session : best), undefined);
    const session: GroupSession = {
      groupKey: finding.groupKey,
      caseId: found?.caseId ?? deterministicId('case', tenantId, finding.groupKey, finding.findingId),
      firstFindingTimeUs: Math.min(found?.firstFindingTimeUs ?? finding.timeUs, finding.timeUs),
      lastFindingTimeUs: Math.max(found?.lastFindingTimeUs ?? finding.timeUs, finding.timeUs),
    };
    byGroup.set(finding.groupKey, [...known.filter((other) => other.caseId !== session.caseId), session]);
    return { findingId: finding.findingId, caseId: session.caseId, sessionStartedAtUs: session.firstFindingTimeUs };
  });
}

function isWithinReach(session: GroupSession, timeUs: number): boolean {
  const first = Math.min(session.firstFindingTimeUs, timeUs);
  const last = Math.max(session.lastFindingTimeUs, timeUs);
  return timeUs >= session.firstFindingTimeUs - JOIN_WITHIN_US && timeUs <= session.lastFindingTimeUs + JOIN_WITHIN_US && last - first <= SESSION_SPAN_US;
}
