import type { TenantScope } from '@watchfloor/core';
import type { Assessment, EvidencePackage, Prisma } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

/** Evidence packages of the scope or of one tenant, newest request first; strictly older than `before` when given. */
export async function listEvidencePackages(
  scope: TenantScope,
  tx: TenantTransaction,
  page: { tenantId?: string | null; before?: { requestedAt: Date; id: string }; limit?: number; from?: Date | null; to?: Date | null } = {},
): Promise<EvidencePackage[]> {
  const { before } = page;
  return tx.evidencePackage.findMany({
    where: {
      ...scopedTo(scope, page.tenantId),
      ...(page.from && { periodFrom: { gte: page.from } }),
      ...(page.to && { periodTo: { lte: page.to } }),
      ...(before && { OR: [{ requestedAt: { lt: before.requestedAt } }, { requestedAt: before.requestedAt, id: { lt: before.id } }] }),
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

/** Latest assessment of each control of a tenant, by framework and control. */
export async function listAssessments(scope: TenantScope, tx: TenantTransaction, tenantId: string, framework?: string | null): Promise<Assessment[]> {
  return tx.assessment.findMany({
    where: { ...scopedTo(scope, tenantId), ...(framework && { framework }) },
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
