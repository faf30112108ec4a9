export { canonicalIp, compilePrefix, isHostAddress, type Prefix } from './address.ts';
export { buildTenantFacts } from './build-tenant-facts.ts';
export { changeWindowAt, describeChangeWindow, isInChangeWindow } from './change-window.ts';
export type {
  AssetFact, AuthorisedMasterFact, ChangeWindow, ConduitFact, SiteFact, TenantFactRows, TenantFacts, ZoneFact,
} from './facts.ts';
export { inferDevice, type DeviceInference, type DeviceObservation } from './infer-device.ts';
export { localMinuteAt, localTimeAt, type LocalTime } from './local-time.ts';
export { OuiIndex } from './oui-index.ts';
