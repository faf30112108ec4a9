export type { CaseGateway, CaseRef } from './case-gateway.ts';
export { temporalConfig, type TemporalConfig } from './config.ts';
export { connectTemporal, type TemporalStore } from './connect-temporal.ts';
export type { EvidenceGateway, EvidenceInput } from './evidence-gateway.ts';
export { createPayloadCodec } from './payload-codec.ts';
export { createPlatformSchedules } from './platform-schedules.ts';
export { parsePayloadKeys, type PayloadKeys } from './payload-keys.ts';
export type { OpenCaseInput } from '@watchfloor/workflow-cases/messages';
