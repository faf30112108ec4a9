export { Allow, allowanceOf, AllowPublic } from './allow.ts';
export { createAuthenticator, jwksUrl, type Authenticator } from './authenticator.ts';
export { identityConfig } from './config.ts';
export type { KeySource } from './key-rotation.ts';
export { sensorScope, serviceScope } from './machine-scope.ts';
export { isRole, ORG_OF_ROLE, PERMISSIONS, PERMISSIONS_OF_ROLE, ROLES, type Permission, type Role } from './permissions.ts';
export { grantAt, scopeAt, scopeFor, type Principal, type TenantGrant } from './principal.ts';
export { authenticateSensor, mintSensorKey, type SensorKey } from './sensor-key.ts';
export { tokenVerifier, type TokenClaims, type TokenSettings } from './verify-token.ts';
