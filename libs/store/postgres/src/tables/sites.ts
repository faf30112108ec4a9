import type { TenantScope } from '@watchfloor/core';
import type { Prisma, Site, Zone } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

export type ZoneRow = Omit<Zone, 'purdueLevel'> & { purdueLevel: number };

/** Sites of the scope, or of one tenant, by name. */
export async function listSites(scope: TenantScope, tx: TenantTransaction, tenantId?: string | null): Promise<Site[]> {
  return tx.site.findMany({ where: scopedTo(scope, tenantId), orderBy: [{ tenantId: 'asc' }, { name: 'asc' }] });
}

export async function findSite(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string): Promise<Site | null> {
  return tx.site.findFirst({ where: { ...scopedTo(scope, tenantId), id } });
}

export async function upsertSite(scope: TenantScope, tx: TenantTransaction, site: Prisma.SiteUncheckedCreateInput): Promise<Site> {
  requireTenant(scope, site.tenantId);
  return tx.site.upsert({ where: { tenantId_id: { tenantId: site.tenantId, id: site.id } }, create: site, update: site });
}

/** Zones of the scope, of one tenant, or of one site, highest Purdue level first. */
export async function listZones(scope: TenantScope, tx: TenantTransaction, filter: { tenantId?: string | null; siteId?: string | null } = {}): Promise<ZoneRow[]> {
  const rows = await tx.zone.findMany({
    where: { ...scopedTo(scope, filter.tenantId), ...(filter.siteId && { siteId: filter.siteId }) },
    orderBy: [{ siteId: 'asc' }, { purdueLevel: 'desc' }, { name: 'asc' }],
  });
  return rows.map((row) => ({ ...row, purdueLevel: row.purdueLevel.toNumber() }));
}

export async function upsertZone(scope: TenantScope, tx: TenantTransaction, zone: Omit<ZoneRow, 'cidrs'> & { cidrs: string[] }): Promise<void> {
  requireTenant(scope, zone.tenantId);
  await tx.zone.upsert({ where: { tenantId_id: { tenantId: zone.tenantId, id: zone.id } }, create: zone, update: zone });
}
