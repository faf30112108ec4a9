import type { TenantScope } from '@watchfloor/core';
import type { AuthorisedMaster, ChangeWindow, Conduit, Prisma } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

/** Conversations that are allowed between zones, of the scope or of one tenant. */
export async function listConduits(scope: TenantScope, tx: TenantTransaction, tenantId?: string | null): Promise<Conduit[]> {
  return tx.conduit.findMany({ where: scopedTo(scope, tenantId), orderBy: { id: 'asc' } });
}

export async function upsertConduit(scope: TenantScope, tx: TenantTransaction, conduit: Prisma.ConduitUncheckedCreateInput): Promise<void> {
  requireTenant(scope, conduit.tenantId);
  await tx.conduit.upsert({ where: { tenantId_id: { tenantId: conduit.tenantId, id: conduit.id } }, create: conduit, update: conduit });
}

/** Assets that may act as master of a controller, of the scope or of one tenant. */
export async function listAuthorisedMasters(scope: TenantScope, tx: TenantTransaction, tenantId?: string | null): Promise<AuthorisedMaster[]> {
  return tx.authorisedMaster.findMany({ where: scopedTo(scope, tenantId), orderBy: { id: 'asc' } });
}

export async function upsertAuthorisedMaster(scope: TenantScope, tx: TenantTransaction, master: Prisma.AuthorisedMasterUncheckedCreateInput): Promise<void> {
  requireTenant(scope, master.tenantId);
  await tx.authorisedMaster.upsert({ where: { tenantId_id: { tenantId: master.tenantId, id: master.id } }, create: master, update: master });
}

/** Weekly minutes, in the site's time zone, in which engineering work may write to controllers. */
export async function listChangeWindows(scope: TenantScope, tx: TenantTransaction, tenantId?: string | null): Promise<ChangeWindow[]> {
  return tx.changeWindow.findMany({ where: scopedTo(scope, tenantId), orderBy: { id: 'asc' } });
}

export async function upsertChangeWindow(scope: TenantScope, tx: TenantTransaction, window: Omit<ChangeWindow, 'weekdays'> & { weekdays: number[] }): Promise<void> {
  requireTenant(scope, window.tenantId);
  await tx.changeWindow.upsert({ where: { tenantId_id: { tenantId: window.tenantId, id: window.id } }, create: window, update: window });
}
