import type { EvidenceFacts } from '@watchfloor/compliance';
import type { TenantScope } from '@watchfloor/core';
import { findCaseSnapshot, listAssets, listAudit, listCases, listConduits, listContracts, listGrants, listLedger, listObservedAssets, listSensors, listSites, listZones, findTenant, type AuditEntry, type TenantTransaction } from '@watchfloor/postgres';
import { brokenAt } from '@watchfloor/vault';
import type { EvidenceRequest } from '@watchfloor/workflow-cases';
import { caseAtSnapshot, type CaseAtSnapshot } from './case-at-snapshot.ts';

/** What PostgreSQL knows of a customer and period at the snapshot. */
export interface PostgresRecord {
  readonly facts: Omit<EvidenceFacts, 'gaps' | 'eventCounts' | 'unparsedLines' | 'findings' | 'period' | 'snapshotAt'>;
  readonly cases: readonly CaseAtSnapshot[];
  readonly audit: readonly AuditEntry[];
}

const PAGE = 1_000;

async function casesOf(scope: TenantScope, tx: TenantTransaction, request: EvidenceRequest, snapshotMs: number): Promise<CaseAtSnapshot[]> {
  const found: CaseAtSnapshot[] = [];
  for (const { id, openedAt } of await listCases(scope, tx, { tenantId: request.tenantId }, { limit: 100_000 })) {
    if (openedAt.getTime() >= request.to) continue;
    const row = await findCaseSnapshot(scope, tx, request.tenantId, id);
    if (!row || (row.closedAt !== null && row.closedAt.getTime() < request.from)) continue;
    const at = caseAtSnapshot(row, await listLedger(scope, tx, request.tenantId, id, { limit: 1_000_000 }), snapshotMs);
    if (at) found.push(at);
  }
  return found.sort((a, b) => a.fact.number - b.fact.number);
}

async function auditOf(scope: TenantScope, tx: TenantTransaction, request: EvidenceRequest, snapshotMs: number): Promise<AuditEntry[]> {
  const rows: AuditEntry[] = [];
  for (let afterSeq = 0n; ; ) {
    const page = await listAudit(scope, tx, request.tenantId, { afterSeq, limit: PAGE, to: new Date(Math.min(request.to, snapshotMs)) });
    rows.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return sinceFirst(rows, request.from);
    afterSeq = last.seq;
  }
}

/** The section of the chain that begins with the period: rows stay in order of sequence, so it is unbroken in itself. */
function sinceFirst(rows: readonly AuditEntry[], from: number): AuditEntry[] {
  const first = rows.findIndex((row) => row.at.getTime() >= from);
  return first < 0 ? [] : rows.slice(first);
}

/** Reads the record of one customer in one transaction, so that all of it is of one moment. */
export async function readRecord(scope: TenantScope, tx: TenantTransaction, request: EvidenceRequest, snapshotMs: number): Promise<PostgresRecord> {
  const { tenantId } = request;
  const tenant = await findTenant(scope, tx, tenantId);
  if (!tenant) throw new Error(`tenant ${tenantId} does not exist`);
  const known = <T extends { createdAt: Date }>(rows: readonly T[]): T[] => rows.filter((row) => row.createdAt.getTime() <= snapshotMs);
  const cases = await casesOf(scope, tx, request, snapshotMs);
  const audit = await auditOf(scope, tx, request, snapshotMs);
  const broken = brokenAt(audit.map((row) => ({ seq: Number(row.seq), payload: row.payload, prevHash: row.prevHash, hash: row.hash })));
  const assets = known(await listAssets(scope, tx, { tenantId }));
  const managed = new Set(assets.map((asset) => `${asset.siteId}/${asset.ip}`));
  const observed = await listObservedAssets(scope, tx, { tenantId });
  const byId = <T extends { id: string }>(rows: readonly T[]): T[] => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    cases,
    audit,
    facts: {
      tenant: { id: tenant.id, slug: tenant.slug, name: tenant.name },
      sites: byId(known(await listSites(scope, tx, tenantId))).map(({ id, name }) => ({ id, name })),
      zones: byId(await listZones(scope, tx, { tenantId })).map(({ id, siteId, name, purdueLevel }) => ({ id, siteId, name, purdueLevel: Number(purdueLevel) })),
      conduits: byId(await listConduits(scope, tx, tenantId)).map(({ id, siteId }) => ({ id, siteId })),
      assets: byId(assets).map(({ id, siteId, name, purdueLevel, critical }) => ({ id, siteId, name, purdueLevel: purdueLevel === null ? null : Number(purdueLevel), critical })),
      unmanagedDevices: byId(observed.filter((d) => !managed.has(`${d.siteId}/${d.ip}`) && d.firstSeen.getTime() <= snapshotMs)).map(({ id, siteId, ip, firstSeen }) => ({ id, siteId, ip, firstSeen: firstSeen.getTime() })),
      sensors: byId(known(await listSensors(scope, tx, tenantId))).map((s) => ({ id: s.id, name: s.name, siteId: s.siteId, cadenceSeconds: s.cadenceSeconds, createdAt: s.createdAt.getTime(), disabledAt: s.disabledAt?.getTime() ?? null })),
      grants: known(await listGrants(scope, tx, tenantId)).map((g) => ({ username: g.username, role: g.role, validUntil: g.validUntil?.getTime() ?? null, periodTo: g.periodTo?.getTime() ?? null })).sort((a, b) => (a.username < b.username ? -1 : 1)),
      contracts: known(await listContracts(scope, tx, tenantId)).map((c) => ({ version: c.version, createdAt: c.createdAt.getTime() })),
      cases: cases.map((c) => c.fact),
      audit: { rows: audit.length, intact: broken === undefined, brokenAtSeq: broken ?? null },
    },
  };
}
