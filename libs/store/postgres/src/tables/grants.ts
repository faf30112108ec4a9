import type { TenantScope } from '@watchfloor/core';
import { clientOf, type Postgres } from '../connection.ts';
import type { Prisma, UserGrant } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

/** People who hold a grant at the scope's tenants, or at one tenant, by user name. */
export async function listGrants(scope: TenantScope, tx: TenantTransaction, tenantId?: string | null): Promise<UserGrant[]> {
  return tx.userGrant.findMany({ where: scopedTo(scope, tenantId), orderBy: [{ tenantId: 'asc' }, { username: 'asc' }] });
}

export async function upsertGrant(scope: TenantScope, tx: TenantTransaction, grant: Prisma.UserGrantUncheckedCreateInput): Promise<void> {
  requireTenant(scope, grant.tenantId);
  await tx.userGrant.upsert({ where: { tenantId_subject: { tenantId: grant.tenantId, subject: grant.subject } }, create: grant, update: grant });
}

/**
 * Every grant of one Keycloak subject, expired ones too. For authentication only: policy `own_grants` shows role wf_api
 * the rows of the subject that it names, and no other.
 */
export async function listGrantsOfSubject(db: Postgres, subject: string): Promise<UserGrant[]> {
  return clientOf(db).$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.subject', ${subject}, true)`;
    return tx.userGrant.findMany({ where: { subject } });
  });
}
