import { Refused } from './refused.ts';
import type { Actor, TenantScope } from './scope.ts';
import { tenantIdOf } from './tenant.ts';

/**
 * Makes the scope of an actor who has just been authenticated. Throws Refused FORBIDDEN when no tenant is left.
 * Import is restricted by lint to `libs/store/identity` and the test environment.
 */
export function mintTenantScope(actor: Actor, tenantIds: readonly string[]): TenantScope {
  const tenants = [...new Set(tenantIds.map(tenantIdOf))];
  if (tenants.length === 0) throw new Refused('FORBIDDEN', 'no customer is assigned to this login: ask your lead for a grant');
  return Object.freeze({ tenants, actor }) as unknown as TenantScope;
}
