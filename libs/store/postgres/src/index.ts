export { openCaseChangeFeed, type CaseChange, type CaseChangeFeed } from './case-change-feed.ts';
export { postgresConfig } from './config.ts';
export { closePostgres, connectPostgres, pingPostgres, type Postgres } from './connection.ts';
export { appendAudit, listAudit } from './tables/audit.ts';
export {
  findAsset,
  findObservedAsset,
  listAssets,
  listObservedAssets,
  upsertAsset,
  upsertObservedAsset,
  type AssetFilter,
  type AssetRow,
  type ObservedAssetRow,
} from './tables/assets.ts';
export {
  countLedger,
  findNotice,
  insertCaseFindings,
  insertLedger,
  listCaseFindings,
  listClocks,
  listLedger,
  listNotices,
  upsertClock,
  upsertNotice,
  type LedgerPage,
} from './tables/case-parts.ts';
export { countCases, findCase, findCaseSnapshot, listCases, listLiveStates, nextCaseNumber, upsertCase, type CaseCursor, type CaseFilter, type CaseRow, type TenantPeriod } from './tables/cases.ts';
export { listAuthorisedMasters, listChangeWindows, listConduits, upsertAuthorisedMaster, upsertChangeWindow, upsertConduit } from './tables/conduits.ts';
export { countInventory, listInventory, listInventoryByIds, type InventoryAsset } from './tables/inventory.ts';
export { findContract, insertContract, listContracts } from './tables/contracts.ts';
export { findEvidencePackage, latestPackageBefore, listAssessments, listEvidencePackages, upsertAssessment, upsertEvidencePackage } from './tables/evidence.ts';
export { listGrants, listGrantsOfSubject, upsertGrant } from './tables/grants.ts';
export { deleteSavedSearch, findSavedSearch, insertSavedSearch, listSavedSearches, renameSavedSearch } from './tables/saved-searches.ts';
export { findSensor, findSensorByCertificate, findSensorByKeyHash, insertSensor, insertSensorCertificate, listSensorCertificates, listSensors } from './tables/sensors.ts';
export { findSite, listSites, listZones, upsertSite, upsertZone, type ZoneRow } from './tables/sites.ts';
export { findTenant, listTenantDirectory, listTenants, upsertTenant } from './tables/tenants.ts';
export { withTenant, type TenantTransaction, type TransactionOptions } from './with-tenant.ts';
export type {
  Assessment,
  AuditEntry,
  AuthorisedMaster,
  Case,
  CaseClock,
  CaseFinding,
  CaseLedgerEntry,
  ChangeWindow,
  Conduit,
  Contract,
  EvidencePackage,
  Notice,
  Prisma,
  SavedSearch,
  Sensor,
  SensorCertificate,
  Site,
  Tenant,
  UserGrant,
} from './generated/client.ts';
