import { randomUUID } from 'node:crypto';
import type { TenantScope } from '@watchfloor/core';
import * as pg from '@watchfloor/postgres';
import type { Customer } from './two-customers.ts';

/** One call of a function with the ids of a customer, and the database role that may make it. */
export interface PostgresCall {
  readonly db: 'wf_api' | 'wf_cases' | 'wf_detect';
  run(scope: TenantScope, tx: pg.TenantTransaction): Promise<unknown>;
}

/** Functions that take no scope, and why. */
export const POSTGRES_UNSCOPED: Readonly<Record<string, string>> = {
  closePostgres: 'holds no data',
  connectPostgres: 'holds no data',
  pingPostgres: 'holds no data',
  withTenant: 'opens the transaction for a scope; probed by tests of the library',
  openCaseChangeFeed: 'its subscribe takes the scope; probed by tests of the library',
  findSensorByCertificate: 'authentication: row-level security shows the one row whose fingerprint is named; probed by tests of the library',
  findSensorByKeyHash: 'authentication: row-level security shows the one row whose hash is named; probed by tests of the library',
  listGrantsOfSubject: 'authentication: row-level security shows the rows of the subject that is named; probed by tests of the library',
  listTenantDirectory: 'services only: row-level security shows people nothing; probed by tests of the library',
};

const AT = new Date('2026-05-04T09:00:00Z');
const api = (run: PostgresCall['run']): PostgresCall => ({ db: 'wf_api', run });
const cases = (run: PostgresCall['run']): PostgresCall => ({ db: 'wf_cases', run });
const detect = (run: PostgresCall['run']): PostgresCall => ({ db: 'wf_detect', run });

/** Every function that takes a scope, called with the ids of one customer. */
export const POSTGRES_CALLS: Readonly<Record<string, (of: Customer) => PostgresCall>> = {
  appendAudit: ({ ids }) => api((scope, tx) => pg.appendAudit(tx, scope, ids.tenantId, 'x', 'y')),
  listAudit: ({ ids }) => api((scope, tx) => pg.listAudit(scope, tx, ids.tenantId)),
  findAsset: ({ ids, tenant }) => api((scope, tx) => pg.findAsset(scope, tx, ids.tenantId, tenant.assets.plc.id)),
  findObservedAsset: ({ ids, observedAssetId }) => api((scope, tx) => pg.findObservedAsset(scope, tx, ids.tenantId, observedAssetId)),
  listAssets: ({ ids }) => api((scope, tx) => pg.listAssets(scope, tx, { tenantId: ids.tenantId, siteId: ids.siteId })),
  listObservedAssets: ({ ids }) => api((scope, tx) => pg.listObservedAssets(scope, tx, { tenantId: ids.tenantId })),
  upsertAsset: ({ ids, tenant }) => api((scope, tx) => pg.upsertAsset(scope, tx, { tenantId: ids.tenantId, id: tenant.assets.plc.id, siteId: ids.siteId, name: 'taken', deviceClass: 'OT', role: 'plc' })),
  upsertObservedAsset: ({ ids, observedAssetId }) => detect((scope, tx) => pg.upsertObservedAsset(scope, tx, { tenantId: ids.tenantId, id: observedAssetId, siteId: ids.siteId, ip: '10.9.9.9', deviceClass: 'IT', evidence: {}, firstSeen: AT, lastSeen: AT })),
  countInventory: ({ ids }) => api((scope, tx) => pg.countInventory(scope, tx, { tenantId: ids.tenantId })),
  listInventory: ({ ids }) => api((scope, tx) => pg.listInventory(scope, tx, { tenantId: ids.tenantId, siteId: ids.siteId })),
  listInventoryByIds: ({ tenant, observedAssetId }) => api((scope, tx) => pg.listInventoryByIds(scope, tx, [tenant.assets.plc.id, observedAssetId])),
  insertSensorCertificate: ({ ids }) => api((scope, tx) => pg.insertSensorCertificate(scope, tx, { tenantId: ids.tenantId, sensorId: ids.sensorId, sha256: 'f'.repeat(64) })),
  listSensorCertificates: () => api((scope, tx) => pg.listSensorCertificates(scope, tx)),
  countLedger: ({ ids, caseId }) => api((scope, tx) => pg.countLedger(scope, tx, ids.tenantId, caseId)),
  findNotice: ({ ids, noticeKey }) => cases((scope, tx) => pg.findNotice(scope, tx, ids.tenantId, noticeKey)),
  insertCaseFindings: ({ ids, caseId }) => cases((scope, tx) => pg.insertCaseFindings(scope, tx, [{ tenantId: ids.tenantId, caseId, findingId: randomUUID(), joinedAt: AT }])),
  insertLedger: ({ ids, caseId }) => cases((scope, tx) => pg.insertLedger(scope, tx, [{ tenantId: ids.tenantId, caseId, seq: 999, type: 'x', at: AT, recordedAt: AT, actor: {}, data: {} }])),
  listCaseFindings: ({ ids, caseId }) => api((scope, tx) => pg.listCaseFindings(scope, tx, ids.tenantId, caseId)),
  listClocks: ({ ids, caseId }) => api((scope, tx) => pg.listClocks(scope, tx, ids.tenantId, caseId)),
  listLedger: ({ ids, caseId }) => api((scope, tx) => pg.listLedger(scope, tx, ids.tenantId, caseId)),
  listNotices: ({ ids, caseId }) => api((scope, tx) => pg.listNotices(scope, tx, ids.tenantId, caseId)),
  upsertClock: ({ ids, caseId }) => cases((scope, tx) => pg.upsertClock(scope, tx, { tenantId: ids.tenantId, caseId, name: 'x', targetMinutes: 1, calendar: 'x', state: 'met', startedAt: AT, consumedMs: 0n })),
  upsertNotice: ({ ids, caseId, noticeKey }) => cases((scope, tx) => pg.upsertNotice(scope, tx, { tenantId: ids.tenantId, idempotencyKey: noticeKey, caseId, channel: 'x', recipient: 'x', round: 1, step: 1, status: 'failed', dueAt: AT })),
  countCases: ({ ids }) => api((scope, tx) => pg.countCases(scope, tx, { tenantId: ids.tenantId })),
  findCase: ({ ids, caseId }) => api((scope, tx) => pg.findCase(scope, tx, ids.tenantId, caseId)),
  findCaseSnapshot: ({ ids, caseId }) => cases((scope, tx) => pg.findCaseSnapshot(scope, tx, ids.tenantId, caseId)),
  listCases: ({ ids }) => api((scope, tx) => pg.listCases(scope, tx, { tenantId: ids.tenantId, periods: [{ tenantId: ids.tenantId, from: null, to: null }] })),
  listLiveStates: ({ caseId }) => api((scope, tx) => pg.listLiveStates(scope, tx, [caseId])),
  nextCaseNumber: ({ ids }) => cases((scope, tx) => pg.nextCaseNumber(scope, tx, ids.tenantId)),
  upsertCase: ({ ids, caseId }) => cases((scope, tx) => pg.upsertCase(scope, tx, { tenantId: ids.tenantId, id: caseId, number: 1, title: 'taken', severity: 'low', status: 'closed', groupKey: 'x', detectionId: 'x', openedAt: AT, slaState: 'ok', state: {}, lastSeq: 99, updatedAt: AT })),
  listAuthorisedMasters: ({ ids }) => api((scope, tx) => pg.listAuthorisedMasters(scope, tx, ids.tenantId)),
  listChangeWindows: ({ ids }) => api((scope, tx) => pg.listChangeWindows(scope, tx, ids.tenantId)),
  listConduits: ({ ids }) => api((scope, tx) => pg.listConduits(scope, tx, ids.tenantId)),
  upsertAuthorisedMaster: ({ ids, tenant }) => api((scope, tx) => pg.upsertAuthorisedMaster(scope, tx, { tenantId: ids.tenantId, id: randomUUID(), siteId: ids.siteId, masterAssetId: tenant.assets.office.id, targetAssetId: tenant.assets.plc.id, protocol: '*' })),
  upsertChangeWindow: ({ ids }) => api((scope, tx) => pg.upsertChangeWindow(scope, tx, { tenantId: ids.tenantId, id: randomUUID(), siteId: ids.siteId, name: 'x', weekdays: [1], startMinute: 0, endMinute: 1440 })),
  upsertConduit: ({ ids, tenant }) => api((scope, tx) => pg.upsertConduit(scope, tx, { tenantId: ids.tenantId, id: randomUUID(), siteId: ids.siteId, name: 'x', fromZoneId: tenant.zones.enterprise, toZoneId: tenant.zones.control })),
  findContract: ({ ids }) => api((scope, tx) => pg.findContract(scope, tx, ids.tenantId)),
  listContracts: ({ ids }) => api((scope, tx) => pg.listContracts(scope, tx, ids.tenantId)),
  insertContract: ({ ids }) => api((scope, tx) => pg.insertContract(scope, tx, { tenantId: ids.tenantId, version: 99, document: {}, createdBy: 'x' })),
  findEvidencePackage: ({ ids, packageId }) => api((scope, tx) => pg.findEvidencePackage(scope, tx, ids.tenantId, packageId)),
  latestPackageBefore: ({ ids }) => cases((scope, tx) => pg.latestPackageBefore(scope, tx, ids.tenantId, new Date('2026-12-31'))),
  listAssessments: ({ ids }) => api((scope, tx) => pg.listAssessments(scope, tx, ids.tenantId)),
  listEvidencePackages: ({ ids }) => api((scope, tx) => pg.listEvidencePackages(scope, tx, { tenantId: ids.tenantId })),
  upsertAssessment: ({ ids }) => cases((scope, tx) => pg.upsertAssessment(scope, tx, { tenantId: ids.tenantId, framework: 'x', controlId: 'x', periodFrom: AT, periodTo: AT, status: 'satisfied', reason: 'x', evidence: {}, evaluatedAt: AT })),
  upsertEvidencePackage: ({ ids, packageId }) => cases((scope, tx) => pg.upsertEvidencePackage(scope, tx, { tenantId: ids.tenantId, id: packageId, framework: 'x', periodFrom: AT, periodTo: AT, snapshotAt: AT, status: 'failed', requestedBy: {}, requestedAt: AT })),
  listGrants: ({ ids }) => api((scope, tx) => pg.listGrants(scope, tx, ids.tenantId)),
  upsertGrant: ({ ids }) => api((scope, tx) => pg.upsertGrant(scope, tx, { tenantId: ids.tenantId, subject: 'ana', username: 'ana', displayName: 'Ana', email: 'x@example.test', role: 'lead' })),
  deleteSavedSearch: ({ ids }) => api((scope, tx) => pg.deleteSavedSearch(scope, tx, ids.tenantId, ids.savedSearchId)),
  findSavedSearch: ({ ids }) => api((scope, tx) => pg.findSavedSearch(scope, tx, ids.tenantId, ids.savedSearchId)),
  insertSavedSearch: ({ ids }) => api((scope, tx) => pg.insertSavedSearch(scope, tx, { tenantId: ids.tenantId, id: randomUUID(), name: 'x', query: '', lastMinutes: 60 })),
  listSavedSearches: ({ ids }) => api((scope, tx) => pg.listSavedSearches(scope, tx, ids.tenantId)),
  renameSavedSearch: ({ ids }) => api((scope, tx) => pg.renameSavedSearch(scope, tx, ids.tenantId, ids.savedSearchId, 'taken')),
  findSensor: ({ ids }) => api((scope, tx) => pg.findSensor(scope, tx, ids.tenantId, ids.sensorId)),
  insertSensor: ({ ids }) => api((scope, tx) => pg.insertSensor(scope, tx, { tenantId: ids.tenantId, id: randomUUID(), siteId: ids.siteId, name: 'x', keyHash: randomUUID(), keyPrefix: 'x' })),
  listSensors: ({ ids }) => api((scope, tx) => pg.listSensors(scope, tx, ids.tenantId)),
  findSite: ({ ids }) => api((scope, tx) => pg.findSite(scope, tx, ids.tenantId, ids.siteId)),
  listSites: ({ ids }) => api((scope, tx) => pg.listSites(scope, tx, ids.tenantId)),
  listZones: ({ ids }) => api((scope, tx) => pg.listZones(scope, tx, { tenantId: ids.tenantId, siteId: ids.siteId })),
  upsertSite: ({ ids }) => api((scope, tx) => pg.upsertSite(scope, tx, { tenantId: ids.tenantId, id: ids.siteId, name: 'taken', timeZone: 'UTC' })),
  upsertZone: ({ ids, tenant }) => api((scope, tx) => pg.upsertZone(scope, tx, { tenantId: ids.tenantId, id: tenant.zones.control, siteId: ids.siteId, name: 'taken', purdueLevel: 5, targetSecurityLevel: 0, cidrs: [] })),
  findTenant: ({ ids }) => api((scope, tx) => pg.findTenant(scope, tx, ids.tenantId)),
  listTenants: () => api((scope, tx) => pg.listTenants(scope, tx)),
  upsertTenant: ({ ids }) => api((scope, tx) => pg.upsertTenant(scope, tx, { id: ids.tenantId, slug: 'taken', name: 'taken', sector: 'x' })),
};
