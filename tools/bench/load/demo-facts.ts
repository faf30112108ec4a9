import { buildTenantFacts, type TenantFacts } from '@watchfloor/assets';
import { DEMO_WORLD } from '../../demo/world.ts';

/** What a pipeline knows of a customer of the demo, without a database. */
export function demoFacts(tenantId: string): TenantFacts {
  const tenant = DEMO_WORLD.find((one) => one.id === tenantId);
  if (tenant === undefined) throw new Error(`the demo's world has no customer ${tenantId}`);
  const { sites, zones, conduits, assets, authorisedMasters, changeWindows } = tenant;
  return buildTenantFacts({ tenantId, sites, zones, conduits, assets, authorisedMasters, changeWindows } as unknown as Parameters<typeof buildTenantFacts>[0]);
}
