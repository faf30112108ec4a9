import type { TenantScope } from '@watchfloor/core';
import { Prisma } from '../generated/client.ts';
import { scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';
import type { AssetFilter } from './assets.ts';

/** An asset as people see it: registered and when last seen, or only seen on the wire (`managed` false). */
export interface InventoryAsset {
  tenantId: string;
  id: string;
  siteId: string;
  siteName: string;
  zoneName: string | null;
  name: string;
  ip: string | null;
  mac: string | null;
  vendor: string | null;
  model: string | null;
  firmware: string | null;
  deviceClass: string;
  purdueLevel: number | null;
  role: string;
  critical: boolean;
  safetyInstrumented: boolean;
  managed: boolean;
  lastSeen: Date | null;
}

const NONE = Prisma.empty;

/** The two tables as one list; an observed address that a registered asset of the site has belongs to that asset. */
function inventory(scope: TenantScope, filter: AssetFilter, ids?: readonly string[]): Prisma.Sql {
  const tenants = scopedTo(scope, filter.tenantId).tenantId.in;
  const rest = (table: string): Prisma.Sql =>
    Prisma.sql`${Prisma.raw(table)}.tenant_id = ANY (${tenants}::uuid[])
      ${filter.siteId ? Prisma.sql`AND ${Prisma.raw(table)}.site_id = ${filter.siteId}::uuid` : NONE}
      ${ids ? Prisma.sql`AND ${Prisma.raw(table)}.id = ANY (${[...ids]}::uuid[])` : NONE}`;
  return Prisma.sql`
    SELECT a.tenant_id, a.id, a.site_id, a.zone_id, a.name, a.ip, coalesce(a.mac, o.mac) AS mac, a.vendor, a.model, a.firmware, a.device_class,
      a.purdue_level::float8 AS purdue_level, a.role, a.critical, a.safety_instrumented, true AS managed, o.last_seen
    FROM assets a LEFT JOIN observed_assets o ON o.tenant_id = a.tenant_id AND o.site_id = a.site_id AND o.ip = a.ip
    WHERE ${rest('a')}
    UNION ALL
    SELECT o.tenant_id, o.id, o.site_id, o.zone_id, o.ip, o.ip, o.mac, NULL, NULL, NULL, o.device_class,
      o.purdue_level::float8, 'unknown', false, false, false, o.last_seen
    FROM observed_assets o
    WHERE ${rest('o')} AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.tenant_id = o.tenant_id AND a.site_id = o.site_id AND a.ip = o.ip)`;
}

function selectInventory(source: Prisma.Sql, tail: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT i.tenant_id AS "tenantId", i.id, i.site_id AS "siteId", s.name AS "siteName", z.name AS "zoneName", i.name, i.ip, i.mac, i.vendor, i.model,
      i.firmware, i.device_class AS "deviceClass", i.purdue_level AS "purdueLevel", i.role, i.critical, i.safety_instrumented AS "safetyInstrumented",
      i.managed, i.last_seen AS "lastSeen"
    FROM (${source}) i
    JOIN sites s ON s.tenant_id = i.tenant_id AND s.id = i.site_id
    LEFT JOIN zones z ON z.tenant_id = i.tenant_id AND z.id = i.zone_id
    ${tail}`;
}

/** A page of the inventory by tenant and id, after `after`. */
export async function listInventory(
  scope: TenantScope,
  tx: TenantTransaction,
  filter: AssetFilter = {},
  page: { after?: { tenantId: string; id: string } | undefined; limit?: number } = {},
): Promise<InventoryAsset[]> {
  const after = page.after ? Prisma.sql`WHERE (i.tenant_id, i.id) > (${page.after.tenantId}::uuid, ${page.after.id}::uuid)` : NONE;
  return tx.$queryRaw<InventoryAsset[]>(selectInventory(inventory(scope, filter), Prisma.sql`${after} ORDER BY i.tenant_id, i.id LIMIT ${page.limit ?? 1_000}`));
}

/** Assets by id, registered or observed; ids of other tenants find nothing. */
export async function listInventoryByIds(scope: TenantScope, tx: TenantTransaction, ids: readonly string[]): Promise<InventoryAsset[]> {
  return tx.$queryRaw<InventoryAsset[]>(selectInventory(inventory(scope, {}, ids), NONE));
}

/** How many assets the filter finds. */
export async function countInventory(scope: TenantScope, tx: TenantTransaction, filter: AssetFilter = {}): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM (${inventory(scope, filter)}) i`;
  return rows[0]?.count ?? 0;
}
