import { deterministicId } from '@watchfloor/core/ids';
import type { SeverityId } from '@watchfloor/core';
import type { Match } from './detection.ts';

/** A row of the `findings` table; the writer adds `detected_at`. Ids that do not apply are NO_ID. */
export interface Finding {
  readonly tenantId: string;
  readonly findingId: string;
  /** Microseconds since the epoch. */
  readonly timeUs: number;
  readonly detectionId: string;
  readonly detectionVersion: number;
  readonly kind: 'event' | 'query' | 'sigma';
  readonly title: string;
  readonly reason: string;
  readonly severityId: SeverityId;
  readonly confidence: number;
  readonly siteId: string;
  readonly sensorId: string;
  readonly assetId: string;
  readonly zoneId: string;
  readonly srcIp: string;
  readonly dstIp: string;
  readonly groupKey: string;
  readonly techniques: readonly string[];
  readonly eventIds: readonly string[];
  readonly matched: Readonly<Record<string, string>>;
  readonly nextSteps: readonly string[];
}

/** Stands for 'no such id' in ClickHouse's UUID columns. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Where a match came from. */
export interface FindingSource {
  readonly tenantId: string;
  readonly detectionId: string;
  readonly detectionVersion: number;
  readonly kind: Finding['kind'];
  readonly siteId: string;
  readonly sensorId: string;
  readonly timeUs: number;
  readonly srcIp: string;
  readonly dstIp: string;
  readonly eventIds: readonly string[];
}

/**
 * Makes the finding of a match. Its id depends on the detection, its version and either the match's own identity (within
 * its tenant) or the event ids, so that a retry, a replay and a hunt give the same row.
 */
export function findingOf(source: FindingSource, match: Match): Finding {
  const identity = match.identity === undefined ? source.eventIds : ['identity', source.tenantId, ...match.identity];
  return {
    tenantId: source.tenantId,
    findingId: deterministicId('finding', source.detectionId, source.detectionVersion, ...identity),
    timeUs: match.timeUs ?? source.timeUs,
    detectionId: source.detectionId,
    detectionVersion: source.detectionVersion,
    kind: source.kind,
    title: match.title,
    reason: match.reason,
    severityId: match.severityId,
    confidence: match.confidence,
    siteId: source.siteId || NO_ID,
    sensorId: source.sensorId || NO_ID,
    assetId: match.assetId ?? NO_ID,
    zoneId: match.zoneId ?? NO_ID,
    srcIp: source.srcIp,
    dstIp: source.dstIp,
    groupKey: match.groupKey,
    techniques: match.techniques,
    eventIds: source.eventIds,
    matched: match.matched,
    nextSteps: match.nextSteps,
  };
}

/**
 * Keeps one row of each finding id: the one that names most fields, as two logs may tell of the same packet and one of them
 * says more. One batch of a chatty conversation gives one row and not thousands.
 */
export function distinctFindings(findings: readonly Finding[]): Finding[] {
  const best = new Map<string, Finding>();
  for (const finding of findings) {
    const known = best.get(finding.findingId);
    if (known === undefined || Object.keys(finding.matched).length > Object.keys(known.matched).length) best.set(finding.findingId, finding);
  }
  return [...best.values()];
}
