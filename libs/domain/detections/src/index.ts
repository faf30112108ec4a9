export { createMatcher, type Matcher, type MatcherOptions, type SetAside } from './create-matcher.ts';
export type {
  AddressObservation, Detection, EnrichedEvent, EventDetection, Match, Observation, QueryDetection, SensorObservation,
} from './detection.ts';
export { enrichEvent } from './enrich-event.ts';
export { distinctFindings, findingOf, NO_ID, type Finding, type FindingSource } from './finding.ts';
export { detections } from './registry.ts';
export { loadOcsfRules, type SigmaRuleSet } from './sigma-rules.ts';
export { sigmaFiles } from './sigma-registry.ts';
export type { AssetFact, ChangeWindow, SiteFact, TenantFacts, ZoneFact } from '@watchfloor/assets';
