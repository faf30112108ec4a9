import type { TenantId } from './tenant.ts';

/** Who acts. `service` actors are Watchfloor's own processes; `org` tells the provider's people from the customer's. */
export interface Actor {
  readonly kind: 'person' | 'sensor' | 'service';
  /** Keycloak subject, sensor id or service name. */
  readonly id: string;
  /** Name to show to people; for a person the user name. */
  readonly name: string;
  readonly org: 'provider' | 'customer' | 'system';
  readonly roles: readonly string[];
}

declare const scopeBrand: unique symbol;
/**
 * The tenants that an authenticated actor may touch: never empty, never a wildcard. First argument of every store
 * function. Only `@watchfloor/core/mint` makes one, and lint lets only authentication import that.
 */
export interface TenantScope {
  readonly [scopeBrand]: true;
  readonly tenants: readonly [TenantId, ...TenantId[]];
  readonly actor: Actor;
}

/** True when the scope covers the tenant. */
export function covers(scope: TenantScope, tenant: string): boolean {
  return (scope.tenants as readonly string[]).includes(tenant);
}
