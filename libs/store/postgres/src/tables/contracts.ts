import type { TenantScope } from '@watchfloor/core';
import type { Contract, Prisma } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

/** The tenant's newest contract version, or the one asked for; null when there is none. */
export async function findContract(scope: TenantScope, tx: TenantTransaction, tenantId: string, version?: number): Promise<Contract | null> {
  return tx.contract.findFirst({ where: { ...scopedTo(scope, tenantId), ...(version !== undefined && { version }) }, orderBy: { version: 'desc' } });
}

/** Adds a contract version; a version is never changed. Adding one that exists is ignored and returns false. */
export async function insertContract(
  scope: TenantScope,
  tx: TenantTransaction,
  contract: { tenantId: string; version: number; document: Prisma.InputJsonValue; createdBy: string },
): Promise<boolean> {
  requireTenant(scope, contract.tenantId);
  const { count } = await tx.contract.createMany({ data: [contract], skipDuplicates: true });
  return count === 1;
}

/** Every version of a tenant's contract, oldest first. */
export async function listContracts(scope: TenantScope, tx: TenantTransaction, tenantId: string): Promise<Contract[]> {
  return tx.contract.findMany({ where: scopedTo(scope, tenantId), orderBy: { version: 'asc' } });
}
