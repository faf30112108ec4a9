import { Refused, type Actor, type TenantScope } from '@watchfloor/core';
import { mintTenantScope } from '@watchfloor/core/mint';
import { ORG_OF_ROLE, type Permission, type Role } from './permissions.ts';

/** A role at one tenant that holds now. Auditors see only what lies in their period. */
export interface TenantGrant {
  readonly tenantId: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly periodFrom: Date | null;
  readonly periodTo: Date | null;
}

/** An authenticated person (or a client of theirs): who, where, and what they may do there. */
export interface Principal {
  readonly actor: Actor;
  readonly displayName: string;
  /** Every tenant that the person has a grant at. */
  readonly scope: TenantScope;
  /** Held at one tenant at least. */
  readonly permissions: ReadonlySet<Permission>;
  readonly grants: readonly TenantGrant[];
  /** Epoch milliseconds at which the token, or the first of the grants, ends. */
  readonly expiresAt: number;
}

/** The scope of the tenants at which the person holds the permission. Throws Refused FORBIDDEN when it is none. */
export function scopeFor(principal: Principal, permission: Permission): TenantScope {
  const tenants = principal.grants.filter((grant) => grant.permissions.includes(permission)).map((grant) => grant.tenantId);
  if (tenants.length === 0) throw new Refused('FORBIDDEN', `your role does not allow this (${permission})`);
  return mintTenantScope(principal.actor, tenants);
}

/**
 * The scope of one tenant, with the actor as that tenant knows them: the role and organisation of the grant there, not of
 * grants elsewhere. For acts, which rules judge by role. Throws Refused NOT_FOUND, or FORBIDDEN without the permission.
 */
export function scopeAt(principal: Principal, permission: Permission, tenantId: string): TenantScope {
  const { role, permissions } = grantAt(principal, tenantId);
  if (!permissions.includes(permission)) throw new Refused('FORBIDDEN', `your role at this customer does not allow this (${permission})`);
  return mintTenantScope({ ...principal.actor, org: ORG_OF_ROLE[role], roles: [role] }, [tenantId]);
}

/** The person's grant at a tenant. Throws Refused NOT_FOUND when there is none: across tenants nothing exists. */
export function grantAt(principal: Principal, tenantId: string): TenantGrant {
  const grant = principal.grants.find((candidate) => candidate.tenantId === tenantId);
  if (!grant) throw new Refused('NOT_FOUND', 'no such customer');
  return grant;
}
