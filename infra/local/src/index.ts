export { EngineUnavailable } from './engine-unavailable.ts';
export { freePort } from './free-port.ts';
export { noProgress, type Progress } from './progress.ts';
export type { RunningEngine } from './running-engine.ts';
export { spawnLeashed, type LeashedProcess, type LeashOptions } from './spawn-leashed.ts';
export { tailOf } from './tail-of.ts';
export { waitUntil } from './wait-until.ts';
export { startPostgres, type PostgresOptions, type RunningPostgres } from './postgres/start-postgres.ts';
export { provisionPostgres, SERVICE_ROLES, type ProvisionedPostgres, type ProvisionPostgresOptions, type ServiceRole } from './provision/provision-postgres.ts';
