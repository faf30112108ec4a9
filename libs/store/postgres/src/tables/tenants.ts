import type { TenantScope } from '@watchfloor/core';
import { clientOf, type Postgres } from '../connection.ts';
import type { Tenant } from '../generated/client.ts';
import { requireTenant } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

/** The scope's tenants by name. */
export async function listTenants(scope: TenantScope, tx: TenantTransaction): Promise<Tenant[]> {
  return tx.tenant.findMany({ where: { id: { in: [...scope.tenants] } }, orderBy: { name: 'asc' } });
}

export async function findTenant(scope: TenantScope, tx: TenantTransaction, tenantId: string): Promise<Tenant | null> {
  const [tenant] = await tx.tenant.findMany({ where: { id: { in: (scope.tenants as readonly string[]).filter((id) => id === tenantId) } } });
  return tenant ?? null;
}

/** Adds a tenant, or updates name, sector and retention of the one that has the id. */
export async function upsertTenant(scope: TenantScope, tx: TenantTransaction, tenant: { id: string; slug: string; name: string; sector: string; retentionDays?: number }): Promise<Tenant> {
  requireTenant(scope, tenant.id);
  const { id, ...data } = tenant;
  return tx.tenant.upsert({ where: { id }, create: tenant, update: data });
}

/**
 * Every tenant, for services that work through them one by one (policy `directory`: roles wf_ingest, wf_detect, wf_cases).
 * The role of people's requests, wf_api, gets an empty list from the database.
 */
export async function listTenantDirectory(db: Postgres): Promise<Tenant[]> {
  return clientOf(db).tenant.findMany({ orderBy: { slug: 'asc' } });
}
