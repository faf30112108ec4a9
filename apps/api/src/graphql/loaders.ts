import DataLoader from 'dataloader';
import type { CaseState } from '@watchfloor/cases';
import { scopeFor, type Principal } from '@watchfloor/identity';
import { listInventoryByIds, listLiveStates, listSites, listTenants, withTenant, type InventoryAsset, type Site, type Tenant } from '@watchfloor/postgres';
import type { Stores } from '../stores.ts';

/** Key of a row that belongs to a tenant. */
export interface TenantKey {
  readonly tenantId: string;
  readonly id: string;
}

/** Reads that many nodes of one answer need, gathered into one transaction each. Nothing is kept from one tick to the next. */
export interface Loaders {
  readonly tenant: DataLoader<string, Tenant | undefined>;
  readonly site: DataLoader<TenantKey, Site | undefined>;
  readonly asset: DataLoader<TenantKey, InventoryAsset | undefined>;
  /** The part of a case's state that clocks and rules read; see `listLiveStates`. */
  readonly liveState: DataLoader<TenantKey, CaseState | undefined>;
}

const UNCACHED = { cache: false, maxBatchSize: 500 } as const;
const same = (key: TenantKey) => (row: TenantKey): boolean => row.tenantId === key.tenantId && row.id === key.id;

/** Loaders of one operation, each reading with the caller's scope for the permission that its rows need. */
export function createLoaders({ postgres }: Stores, principal: Principal): Loaders {
  return {
    tenant: new DataLoader(async (ids: readonly string[]) => {
      const scope = scopeFor(principal, 'tenant:read');
      const rows = await withTenant(postgres, scope, (tx) => listTenants(scope, tx));
      return ids.map((id) => rows.find((row) => row.id === id));
    }, UNCACHED),
    site: new DataLoader(async (keys: readonly TenantKey[]) => {
      const scope = scopeFor(principal, 'asset:read');
      const rows = await withTenant(postgres, scope, (tx) => listSites(scope, tx));
      return keys.map((key) => rows.find(same(key)));
    }, UNCACHED),
    asset: new DataLoader(async (keys: readonly TenantKey[]) => {
      const scope = scopeFor(principal, 'asset:read');
      const rows = await withTenant(postgres, scope, (tx) => listInventoryByIds(scope, tx, [...new Set(keys.map((key) => key.id))]));
      return keys.map((key) => rows.find(same(key)));
    }, UNCACHED),
    liveState: new DataLoader(async (keys: readonly TenantKey[]) => {
      const scope = scopeFor(principal, 'case:read');
      const rows = await withTenant(postgres, scope, (tx) => listLiveStates(scope, tx, [...new Set(keys.map((key) => key.id))]));
      return keys.map((key) => rows.find(same(key))?.state as unknown as CaseState | undefined);
    }, UNCACHED),
  };
}
