import type { AssetFact, TenantFacts, ZoneFact } from '@watchfloor/assets';
import type { SeverityId } from '@watchfloor/core';
import type { OcsfEvent } from '@watchfloor/ocsf';

/** An event as the pipeline holds it: parsed, with the assets and zones of both ends. */
export interface EnrichedEvent {
  readonly tenantId: string;
  readonly siteId: string;
  readonly sensorId: string;
  readonly eventId: string;
  /** Microseconds since the epoch, by the source's clock. */
  readonly timeUs: number;
  readonly ocsf: OcsfEvent;
  readonly src?: AssetFact | undefined;
  readonly dst?: AssetFact | undefined;
  readonly srcZone?: ZoneFact | undefined;
  readonly dstZone?: ZoneFact | undefined;
}

/** What a detection says about an event: everything an analyst reads first. */
export interface Match {
  readonly title: string;
  /** Full sentences: who did what to what, where, when by the site's clock, and which rule that breaks. */
  readonly reason: string;
  readonly severityId: SeverityId;
  /** 0–100. */
  readonly confidence: number;
  /** ATT&CK technique ids (ICS: T08xx). */
  readonly techniques: readonly string[];
  /** The fields that made it match, by name. */
  readonly matched: Readonly<Record<string, string>>;
  readonly nextSteps: readonly string[];
  readonly assetId?: string | undefined;
  readonly zoneId?: string | undefined;
  /** Findings with the same key are one story and go to one case. */
  readonly groupKey: string;
  /** Parts of the finding's id in place of the event id: one finding for all events with the same parts. */
  readonly identity?: readonly (string | number)[] | undefined;
  /** Time of the finding when it stands for a window; it must follow from `identity`, so that a repeat is the same row. */
  readonly timeUs?: number | undefined;
}

/** A detection that looks at one event in the ingest pipeline. Pure: the same event and facts give the same answer. */
export interface EventDetection {
  /** The folder's name. */
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly kind: 'event';
  /** OCSF classes that it reads. */
  readonly classes: readonly number[];
  match(event: EnrichedEvent, facts: TenantFacts): Match | undefined;
}

/** An address seen at a site, aggregated over events. */
export interface AddressObservation {
  readonly kind: 'address';
  readonly siteId: string;
  readonly ip: string;
  readonly mac: string;
  readonly firstSeenUs: number;
  readonly lastSeenUs: number;
  readonly events: number;
  readonly sampleEventId: string;
  /** True when it sent something itself: an address that was only spoken to may not exist. */
  readonly spoke: boolean;
  /** Application protocols that it answered and that it spoke as a client, lower case. */
  readonly serves: readonly string[];
  readonly uses: readonly string[];
}

/** How long a sensor has said nothing. */
export interface SensorObservation {
  readonly kind: 'sensor';
  readonly siteId: string;
  readonly sensorId: string;
  readonly name: string;
  readonly cadenceSeconds: number;
  /** When its last line was stored, ms since the epoch. */
  readonly lastIngestedMs: number;
  readonly nowMs: number;
}

export type Observation = AddressObservation | SensorObservation;

/** A detection over an aggregate that `detect` reads from the store. Pure as well: the query is the caller's. */
export interface QueryDetection {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly kind: 'query';
  readonly observes: Observation['kind'];
  decide(observation: Observation, facts: TenantFacts): Match | undefined;
}

export type Detection = EventDetection | QueryDetection;
