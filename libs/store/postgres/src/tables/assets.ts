import type { TenantScope } from '@watchfloor/core';
import type { Asset, ObservedAsset, Prisma } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

export type AssetRow = Omit<Asset, 'purdueLevel'> & { purdueLevel: number | null };
export type ObservedAssetRow = Omit<ObservedAsset, 'purdueLevel'> & { purdueLevel: number | null };

function levelOf<Row extends { purdueLevel: Prisma.Decimal | null }>(row: Row): Omit<Row, 'purdueLevel'> & { purdueLevel: number | null } {
  return { ...row, purdueLevel: row.purdueLevel === null ? null : row.purdueLevel.toNumber() };
}

export interface AssetFilter {
  tenantId?: string | null;
  siteId?: string | null;
}

/** Registered assets of the scope, of one tenant or of one site; all of them, ordered by tenant and id. */
export async function listAssets(scope: TenantScope, tx: TenantTransaction, filter: AssetFilter = {}): Promise<AssetRow[]> {
  const rows = await tx.asset.findMany({ where: { ...scopedTo(scope, filter.tenantId), ...(filter.siteId && { siteId: filter.siteId }) }, orderBy: [{ tenantId: 'asc' }, { id: 'asc' }] });
  return rows.map(levelOf);
}

export async function findAsset(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string): Promise<AssetRow | null> {
  const row = await tx.asset.findFirst({ where: { ...scopedTo(scope, tenantId), id } });
  return row && levelOf(row);
}

export async function upsertAsset(scope: TenantScope, tx: TenantTransaction, asset: Omit<Prisma.AssetUncheckedCreateInput, 'purdueLevel'> & { purdueLevel?: number | null }): Promise<void> {
  requireTenant(scope, asset.tenantId);
  await tx.asset.upsert({ where: { tenantId_id: { tenantId: asset.tenantId, id: asset.id } }, create: asset, update: asset });
}

/** Assets seen on the wire, of the scope, of one tenant or of one site; ordered by tenant and id. */
export async function listObservedAssets(scope: TenantScope, tx: TenantTransaction, filter: AssetFilter = {}): Promise<ObservedAssetRow[]> {
  const rows = await tx.observedAsset.findMany({ where: { ...scopedTo(scope, filter.tenantId), ...(filter.siteId && { siteId: filter.siteId }) }, orderBy: [{ tenantId: 'asc' }, { id: 'asc' }] });
  return rows.map(levelOf);
}

export async function findObservedAsset(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string): Promise<ObservedAssetRow | null> {
  const row = await tx.observedAsset.findFirst({ where: { ...scopedTo(scope, tenantId), id } });
  return row && levelOf(row);
}

/** Writes what was seen at an address; the first sighting of an address keeps its id and `firstSeen`. */
export async function upsertObservedAsset(
  scope: TenantScope,
  tx: TenantTransaction,
  asset: Omit<Prisma.ObservedAssetUncheckedCreateInput, 'purdueLevel'> & { purdueLevel?: number | null },
): Promise<void> {
  requireTenant(scope, asset.tenantId);
  const { id, firstSeen, ...seen } = asset;
  await tx.observedAsset.upsert({ where: { tenantId_siteId_ip: { tenantId: asset.tenantId, siteId: asset.siteId, ip: asset.ip } }, create: { id, firstSeen, ...seen }, update: seen });
}
