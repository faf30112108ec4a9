export type { ControlAssessment, ControlStatus, QueryResult } from './control-status.ts';
export { evaluate } from './evaluate.ts';
export type { EvidenceQuery } from './evidence-query.ts';
export type { CaseFact, ClockFact, EvidenceFacts, FindingFact, Period, SensorFact, SensorGap } from './facts.ts';
export type { Control, Framework, Proof } from './framework.ts';
export { frameworks } from './frameworks/registry.ts';
export { OSCAL_VERSION, type AssessmentContext } from './oscal/assessment-context.ts';
export { assessmentResults } from './oscal/assessment-results.ts';
export { planOfAction } from './oscal/poam.ts';
