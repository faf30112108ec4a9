import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { covers, Refused, type TenantScope } from '@watchfloor/core';
import { allowanceOf, grantAt, scopeFor, type Permission, type Principal } from '@watchfloor/identity';
import type { TenantPeriod } from '@watchfloor/postgres';
import { principalOf } from './principal-of.ts';

/** Who calls a handler, and the tenants at which they hold the permission that the handler asks for. */
export interface Caller {
  readonly principal: Principal;
  readonly permission: Permission;
  readonly scope: TenantScope;
}

/** Parameter decorator: the caller, with the scope of the handler's `@Allow`. */
export const Who = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const permission = allowanceOf(context.getHandler() as () => unknown);
  if (permission === undefined || permission === 'public') throw new Error(`@Who needs @Allow with a permission on ${context.getHandler().name}`);
  return callerWith(principalOf(context), permission);
});

/** The same person asking for another permission. Throws Refused FORBIDDEN when it is held nowhere. */
export function callerWith(principal: Principal, permission: Permission): Caller {
  return { principal, permission, scope: scopeFor(principal, permission) };
}

/** Checks a tenant id from an argument. Throws Refused NOT_FOUND for a tenant outside the caller's scope: to them it does not exist. */
export function requireTenant(caller: Caller, tenantId: string): string {
  const id = tenantId.toLowerCase();
  if (covers(caller.scope, id)) return id;
  // The person may see the tenant and lack the permission there; then it is no secret that it exists.
  if (covers(caller.principal.scope, id)) throw new Refused('FORBIDDEN', `your role at this customer does not allow this (${caller.permission})`);
  throw new Refused('NOT_FOUND', 'no such customer');
}

/** As `requireTenant`, for an argument that may be absent: then all tenants of the scope are meant. */
export function optionalTenant(caller: Caller, tenantId: string | null | undefined): string | undefined {
  return tenantId === null || tenantId === undefined ? undefined : requireTenant(caller, tenantId);
}

/** The periods that the caller, being an auditor, is limited to. Empty for everybody else. */
export function periodsOf(caller: Caller): TenantPeriod[] {
  return caller.principal.grants
    .filter((grant) => grant.periodFrom !== null || grant.periodTo !== null)
    .map((grant) => ({ tenantId: grant.tenantId, from: grant.periodFrom, to: grant.periodTo }));
}

/** The period at one tenant, null where it is open. */
export function periodAt(caller: Caller, tenantId: string): { from: Date | null; to: Date | null } {
  const grant = grantAt(caller.principal, tenantId);
  return { from: grant.periodFrom, to: grant.periodTo };
}

/** True when the person may do that at the tenant. */
export function mayAt(principal: Principal, tenantId: string, permission: Permission): boolean {
  return principal.grants.some((grant) => grant.tenantId === tenantId && grant.permissions.includes(permission));
}
