import { buildTenantFacts, type AssetFact, type TenantFacts, type ZoneFact } from '@watchfloor/assets';
import type { TenantScope } from '@watchfloor/core';
import { listAssets, listAuthorisedMasters, listChangeWindows, listConduits, listSites, listZones, withTenant, type Postgres } from '@watchfloor/postgres';

/** Reads and indexes the directory of the scope's one tenant. */
export async function readTenantFacts(db: Postgres, scope: TenantScope): Promise<TenantFacts> {
  const [tenantId] = scope.tenants;
  return withTenant(db, scope, async (tx) => {
    const sites = await listSites(scope, tx);
    // The database's checks hold levels and classes to the closed lists that the types name.
    const zones = (await listZones(scope, tx)) as unknown as ZoneFact[];
    const assets = (await listAssets(scope, tx)) as unknown as AssetFact[];
    const conduits = await listConduits(scope, tx);
    const authorisedMasters = await listAuthorisedMasters(scope, tx);
    const changeWindows = await listChangeWindows(scope, tx);
    return buildTenantFacts({ tenantId, sites, zones, conduits, assets, authorisedMasters, changeWindows });
  });
}
