import type { TenantScope } from '@watchfloor/core';
import { mintTenantScope } from '@watchfloor/core/mint';

/** The scope of one of Watchfloor's own processes for the tenants that it works on now; name them, one where one will do. */
export function serviceScope(service: string, tenantIds: readonly string[]): TenantScope {
  return mintTenantScope({ kind: 'service', id: service, name: service, org: 'system', roles: [] }, tenantIds);
}

/** The scope of a sensor that has presented its key: its one tenant. */
export function sensorScope(sensor: { readonly id: string; readonly tenantId: string; readonly name: string }): TenantScope {
  return mintTenantScope({ kind: 'sensor', id: sensor.id, name: sensor.name, org: 'customer', roles: [] }, [sensor.tenantId]);
}
