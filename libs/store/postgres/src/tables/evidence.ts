import type { TenantScope } from '@watchfloor/core';
import type { Assessment, EvidencePackage, Prisma } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';
import type { TenantPeriod } from './cases.ts';

/** Evidence packages of the scope or of one tenant, newest request first; older than `before` and within `periods` when given. */
export async function listEvidencePackages(
  scope: TenantScope,
  tx: TenantTransaction,
  page: { tenantId?: string | null; before?: { requestedAt: Date; id: string }; limit?: number; periods?: readonly TenantPeriod[] } = {},
): Promise<EvidencePackage[]> {
  const { before } = page;
  return tx.evidencePackage.findMany({
    where: {
      ...scopedTo(scope, page.tenantId),
      AND: [
        page.periods?.length ? withinPeriods(page.periods) : {},
        before ? { OR: [{ requestedAt: { lt: before.requestedAt } }, { requestedAt: before.requestedAt, id: { lt: before.id } }] } : {},
      ],
    },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    take: page.limit ?? 100,
  });
}

export async function findEvidencePackage(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string): Promise<EvidencePackage | null> {
  return tx.evidencePackage.findFirst({ where: { ...scopedTo(scope, tenantId), id } });
}

/** Writes the index row of a package. Writer: cases. */
export async function upsertEvidencePackage(scope: TenantScope, tx: TenantTransaction, row: Prisma.EvidencePackageUncheckedCreateInput): Promise<void> {
  requireTenant(scope, row.tenantId);
  await tx.evidencePackage.upsert({ where: { tenantId_id: { tenantId: row.tenantId, id: row.id } }, create: row, update: row });
}

/** Latest assessment of each control of a tenant, by framework and control; of those whose period lies within `within` when given. */
export async function listAssessments(
  scope: TenantScope,
  tx: TenantTransaction,
  tenantId: string,
  framework?: string | null,
  within: { from: Date | null; to: Date | null } = { from: null, to: null },
): Promise<Assessment[]> {
  return tx.assessment.findMany({
    where: { ...scopedTo(scope, tenantId), ...(framework && { framework }), ...(within.from && { periodFrom: { gte: within.from } }), ...(within.to && { periodTo: { lte: within.to } }) },
    distinct: ['framework', 'controlId'],
    orderBy: [{ framework: 'asc' }, { controlId: 'asc' }, { evaluatedAt: 'desc' }],
  });
}

/** Writes the result of evaluating a control over a period. Writer: cases. */
export async function upsertAssessment(scope: TenantScope, tx: TenantTransaction, row: Prisma.AssessmentUncheckedCreateInput): Promise<void> {
  requireTenant(scope, row.tenantId);
  const { tenantId, framework, controlId, periodFrom, periodTo } = row;
  await tx.assessment.upsert({ where: { tenantId_framework_controlId_periodFrom_periodTo: { tenantId, framework, controlId, periodFrom, periodTo } }, create: row, update: row });
}

/** The newest sealed package of a tenant whose snapshot is older than `snapshotAt`: what a package names as its predecessor. */
export async function latestPackageBefore(scope: TenantScope, tx: TenantTransaction, tenantId: string, snapshotAt: Date): Promise<EvidencePackage | null> {
  return tx.evidencePackage.findFirst({ where: { ...scopedTo(scope, tenantId), status: 'ready', snapshotAt: { lt: snapshotAt } }, orderBy: [{ snapshotAt: 'desc' }, { id: 'desc' }] });
}

function withinPeriods(periods: readonly TenantPeriod[]): Prisma.EvidencePackageWhereInput {
  const limited = periods.map((period) => ({ tenantId: period.tenantId, ...(period.from && { periodFrom: { gte: period.from } }), ...(period.to && { periodTo: { lte: period.to } }) }));
  return { OR: [{ tenantId: { notIn: periods.map((period) => period.tenantId) } }, ...limited] };
}
