import { covers, Refused, type TenantScope } from '@watchfloor/core';

/** The tenant predicate of a read: every tenant of the scope, or the one asked for. A tenant outside the scope matches nothing. */
export function scopedTo(scope: TenantScope, tenantId?: string | null): { tenantId: { in: string[] } } {
  if (tenantId === undefined || tenantId === null) return { tenantId: { in: [...scope.tenants] } };
  return { tenantId: { in: covers(scope, tenantId) ? [tenantId] : [] } };
}

/** Guards a write. Throws Refused NOT_FOUND when the tenant is outside the scope: across tenants nothing exists. */
export function requireTenant(scope: TenantScope, tenantId: string): void {
  if (!covers(scope, tenantId)) throw new Refused('NOT_FOUND', 'no such customer');
}
