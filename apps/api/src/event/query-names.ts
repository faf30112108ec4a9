import type { TenantScope } from '@watchfloor/core';
import { listAssets, listSensors, listSites, listZones, withTenant, type Postgres } from '@watchfloor/postgres';
import { namedKinds, parseQuery, resolveNames, type NamedKind, type Query } from '@watchfloor/search';

/**
 * Parses a query and replaces the names of assets, zones, sites and sensors by their ids at the tenant, whatever the case.
 * Reads only the kinds that the query names. Throws QueryProblem, also for a name that nothing at the tenant has.
 */
export async function parseNamedQuery(db: Postgres, scope: TenantScope, tenantId: string, text: string): Promise<Query> {
  const query = parseQuery(text);
  const kinds = namedKinds(query);
  if (kinds.size === 0) return query;
  const known = await withTenant(db, scope, async (tx) => ({
    asset: kinds.has('asset') ? await listAssets(scope, tx, { tenantId }) : [],
    zone: kinds.has('zone') ? await listZones(scope, tx, { tenantId }) : [],
    site: kinds.has('site') ? await listSites(scope, tx, tenantId) : [],
    sensor: kinds.has('sensor') ? await listSensors(scope, tx, tenantId) : [],
  }));
  return resolveNames(query, (kind: NamedKind, name) => known[kind].filter((one) => one.name.toLowerCase() === name.toLowerCase()).map((one) => one.id));
}
