import type { TenantFacts } from '@watchfloor/assets';
import { endpointsOf } from '@watchfloor/ocsf';
import type { SigmaMatch } from '@watchfloor/sigma';
import type { Detection, EnrichedEvent, EventDetection } from './detection.ts';
import { findingOf, type Finding, type FindingSource } from './finding.ts';
import { matchOfSigma } from './sigma-finding.ts';
import type { SigmaRuleSet } from './sigma-rules.ts';

/** A detection that kept failing for a tenant and is no longer asked about that tenant's events. */
export interface SetAside {
  readonly detectionId: string;
  readonly tenantId: string;
  readonly errors: number;
  readonly lastError: unknown;
}

export interface MatcherOptions {
  readonly detections: readonly Detection[];
  readonly sigmaRules?: SigmaRuleSet | undefined;
  /** Failures in a row, of one detection on one tenant's events, after which it is set aside. 20 unless told. */
  readonly errorLimit?: number | undefined;
  readonly onError?: ((detectionId: string, error: unknown) => void) | undefined;
  readonly onSetAside?: ((report: SetAside) => void) | undefined;
}

export interface Matcher {
  /** All findings of one event. Never throws: a detection that fails is reported and, failing on, set aside for that tenant. */
  matchEvent(event: EnrichedEvent, facts: TenantFacts): Finding[];
}

const ERROR_LIMIT = 20;

/** One matcher over our own detections (indexed by OCSF class) and Sigma rules (indexed by what they cannot match without). */
export function createMatcher(options: MatcherOptions): Matcher {
  const byClass = new Map<number, EventDetection[]>();
  for (const detection of options.detections) {
    if (detection.kind !== 'event') continue;
    for (const classUid of detection.classes) byClass.set(classUid, [...(byClass.get(classUid) ?? []), detection]);
  }
  const limit = options.errorLimit ?? ERROR_LIMIT;
  const failures = new Map<string, number>();

  /** Runs one detection; counts its failures in a row per tenant, so that one tenant's traffic cannot blind another. */
  const guarded = <T>(detectionId: string, tenantId: string, run: () => T): T | undefined => {
    const counter = failures.size === 0 ? undefined : failures.get(`${detectionId} ${tenantId}`);
    if (counter !== undefined && counter >= limit) return undefined;
    try {
      const result = run();
      if (counter !== undefined) failures.delete(`${detectionId} ${tenantId}`);
      return result;
    } catch (error) {
      const errors = (counter ?? 0) + 1;
      failures.set(`${detectionId} ${tenantId}`, errors);
      options.onError?.(detectionId, error);
      if (errors === limit) options.onSetAside?.({ detectionId, tenantId, errors, lastError: error });
      return undefined;
    }
  };

  return {
    matchEvent: (event, facts) => {
      const findings: Finding[] = [];
      for (const detection of byClass.get(event.ocsf.class_uid) ?? []) {
        const match = guarded(detection.id, event.tenantId, () => detection.match(event, facts));
        if (match !== undefined) findings.push(findingOf(sourceOf(event, detection.id, detection.version, 'event'), match));
      }
      const hits: readonly SigmaMatch[] = options.sigmaRules === undefined ? [] : (guarded('sigma', event.tenantId, () => options.sigmaRules?.match(event.ocsf)) ?? []);
      for (const hit of hits) findings.push(findingOf(sourceOf(event, hit.rule.id, 1, 'sigma'), matchOfSigma(hit, event, facts)));
      return findings;
    },
  };
}

function sourceOf(event: EnrichedEvent, detectionId: string, detectionVersion: number, kind: Finding['kind']): FindingSource {
  const { src, dst } = endpointsOf(event.ocsf);
  return {
    tenantId: event.tenantId,
    detectionId,
    detectionVersion,
    kind,
    siteId: event.siteId,
    sensorId: event.sensorId,
    timeUs: event.timeUs,
    srcIp: src?.ip ?? '',
    dstIp: dst?.ip ?? '',
    eventIds: [event.eventId],
  };
}
