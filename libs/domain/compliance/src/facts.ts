import type { CaseSeverity } from '@watchfloor/core';

/** Milliseconds since the epoch, half open: from ≤ t < to. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export interface SensorFact {
  readonly id: string;
  readonly name: string;
  readonly siteId: string;
  readonly cadenceSeconds: number;
  readonly createdAt: number;
  readonly disabledAt: number | null;
}

/** An interval in which an enabled sensor sent nothing for longer than its cadence. */
export interface SensorGap extends Period {
  readonly sensorId: string;
}

export interface ClockFact {
  readonly name: string;
  readonly state: string;
  readonly dueAt: number | null;
  readonly stoppedAt: number | null;
  readonly breachedAt: number | null;
}

export interface CaseFact {
  readonly id: string;
  readonly number: number;
  readonly severity: CaseSeverity;
  readonly status: string;
  readonly verdict: string | null;
  readonly techniques: readonly string[];
  readonly openedAt: number;
  readonly acknowledgedAt: number | null;
  readonly resolvedAt: number | null;
  readonly findingIds: readonly string[];
  readonly clocks: readonly ClockFact[];
  /** Sequence numbers of the ledger, in order. */
  readonly ledgerSeqs: readonly number[];
  readonly escalationSteps: number;
  readonly noticesDelivered: number;
}

export interface FindingFact {
  readonly id: string;
  readonly detectionId: string;
  readonly time: number;
  readonly severityId: number;
  readonly eventIds: readonly string[];
}

/**
 * What both stores say about one customer and period, at one snapshot: all that a control's status is derived from, so
 * that anyone who has these facts can derive it again.
 */
export interface EvidenceFacts {
  readonly tenant: { readonly id: string; readonly slug: string; readonly name: string };
  readonly period: Period;
  readonly snapshotAt: number;
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  readonly zones: readonly { readonly id: string; readonly siteId: string; readonly name: string; readonly purdueLevel: number }[];
  readonly conduits: readonly { readonly id: string; readonly siteId: string }[];
  readonly assets: readonly { readonly id: string; readonly siteId: string; readonly name: string; readonly purdueLevel: number | null; readonly critical: boolean }[];
  /** Devices seen on the wire that the inventory does not hold. */
  readonly unmanagedDevices: readonly { readonly id: string; readonly siteId: string; readonly ip: string; readonly firstSeen: number }[];
  readonly sensors: readonly SensorFact[];
  readonly gaps: readonly SensorGap[];
  readonly eventCounts: readonly { readonly siteId: string; readonly classUid: number; readonly events: number }[];
  readonly unparsedLines: number;
  readonly grants: readonly { readonly username: string; readonly role: string; readonly validUntil: number | null; readonly periodTo: number | null }[];
  readonly contracts: readonly { readonly version: number; readonly createdAt: number }[];
  readonly findings: readonly FindingFact[];
  readonly cases: readonly CaseFact[];
  readonly audit: { readonly rows: number; readonly intact: boolean; readonly brokenAtSeq: number | null };
}
