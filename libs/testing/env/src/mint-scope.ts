import type { Actor, TenantScope } from '@watchfloor/core';
import { mintTenantScope } from '@watchfloor/core/mint';

/** An analyst of the provider, for tests that do not care who acts. */
export const TEST_ANALYST: Actor = { kind: 'person', id: 'test-analyst', name: 'test-analyst', org: 'provider', roles: ['analyst'] };

/** A scope as authentication would mint it. */
export function mintScope(tenantIds: readonly string[], actor: Actor = TEST_ANALYST): TenantScope {
  return mintTenantScope(actor, tenantIds);
}
