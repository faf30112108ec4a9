import { Refused, type Actor } from '@watchfloor/core';
import { mintTenantScope } from '@watchfloor/core/mint';
import { listGrantsOfSubject, type Postgres, type UserGrant } from '@watchfloor/postgres';
import { isRole, ORG_OF_ROLE, PERMISSIONS_OF_ROLE } from './permissions.ts';
import type { Principal, TenantGrant } from './principal.ts';
import { tokenVerifier, type TokenClaims, type TokenSettings } from './verify-token.ts';

export interface Authenticator {
  /**
   * Turns an `Authorization` header value into a principal: the tenants of the token that the subject also has a grant
   * at, valid now and with a role that the token carries too. Throws Refused UNAUTHENTICATED, FORBIDDEN (no tenant left)
   * or UNAVAILABLE (the keys of Keycloak cannot be had).
   */
  authenticate(bearer: string | undefined, nowMs?: number): Promise<Principal>;
}

/** Makes an authenticator over the grants in PostgreSQL; `keys` is Keycloak's JWKS address or a fixed list. */
export function createAuthenticator(db: Postgres, settings: TokenSettings): Authenticator {
  const verify = tokenVerifier(settings);
  return {
    async authenticate(bearer, nowMs = Date.now()) {
      const claims = await verify(bearer, nowMs);
      const held = await listGrantsOfSubject(db, claims.subject);
      return principalOf(claims, held.filter((grant) => isLive(grant, claims, nowMs)));
    },
  };
}

/** Address of a realm's public keys. */
export function jwksUrl(keycloakUrl: string, realm: string): string {
  return `${keycloakUrl.replace(/\/+$/, '')}/realms/${encodeURIComponent(realm)}/protocol/openid-connect/certs`;
}

function isLive(grant: UserGrant, claims: TokenClaims, nowMs: number): boolean {
  return (
    claims.tenantIds.includes(grant.tenantId) &&
    claims.realmRoles.includes(grant.role) &&
    (grant.validUntil === null || grant.validUntil.getTime() > nowMs)
  );
}

function principalOf(claims: TokenClaims, rows: readonly UserGrant[]): Principal {
  const first = rows[0];
  if (!first) throw new Refused('FORBIDDEN', 'no customer is assigned to this login: ask your lead for a grant');
  const grants = rows.map(grantOf);
  const actor: Actor = {
    kind: 'person',
    id: claims.subject,
    name: first.username,
    org: grants.some((grant) => ORG_OF_ROLE[grant.role] === 'provider') ? 'provider' : 'customer',
    roles: [...new Set(grants.map((grant) => grant.role))],
  };
  const ends = rows.flatMap((row) => (row.validUntil ? [row.validUntil.getTime()] : []));
  return {
    actor,
    displayName: first.displayName,
    scope: mintTenantScope(actor, grants.map((grant) => grant.tenantId)),
    permissions: new Set(grants.flatMap((grant) => grant.permissions)),
    grants,
    expiresAt: Math.min(claims.expiresAtSeconds * 1_000, ...ends),
  };
}

function grantOf(row: UserGrant): TenantGrant {
  if (!isRole(row.role)) throw new Error(`unknown role ${row.role}`);
  return { tenantId: row.tenantId, role: row.role, permissions: PERMISSIONS_OF_ROLE[row.role], periodFrom: row.periodFrom, periodTo: row.periodTo };
}
