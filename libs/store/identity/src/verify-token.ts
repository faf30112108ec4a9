import { Refused } from '@watchfloor/core';
import Keycloak from 'keycloak-connect';
import { z } from 'zod';
import { KeyRotation, type KeySource } from './key-rotation.ts';

/** What a sound token says. Times are seconds since the epoch, as in the token. */
export interface TokenClaims {
  readonly subject: string;
  readonly username: string;
  readonly client: string;
  readonly realmRoles: readonly string[];
  readonly tenantIds: readonly string[];
  readonly expiresAtSeconds: number;
}

export interface TokenSettings {
  /** Address of Keycloak as tokens name it in their issuer. */
  readonly issuerBaseUrl: string;
  readonly realm: string;
  /** This API's client id: the audience that a token must name. */
  readonly audience: string;
  readonly clients: readonly string[];
  readonly keys: KeySource;
}

const MAX_TOKEN_LENGTH = 12_288;
const SKEW_SECONDS = 5;
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

const Header = z.object({ alg: z.string(), kid: z.string(), crit: z.unknown().optional() });
const Claims = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number().int(),
  iat: z.number().int(),
  nbf: z.number().int().optional(),
  azp: z.string().min(1),
  preferred_username: z.string().max(255).default(''),
  tenants: z.record(z.string(), z.looseObject({ id: z.string() })).default({}),
  realm_access: z.looseObject({ roles: z.array(z.string()) }).default({ roles: [] }),
});

/** keycloak-connect's reasons in words for the caller. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/expired/, 'the token has expired: log in again'],
  [/not signed/, 'the token is not signed'],
  [/wrong type/, 'this is not an access token'],
  [/wrong ISS/, 'the token was issued by another realm'],
  [/wrong audience/, 'the token is for another audience: ask for one for this API'],
  [/signature/, 'the signature of the token does not fit'],
];

/**
 * Makes a verifier of `Authorization` header values around keycloak-connect's GrantManager, which checks expiry, type,
 * issuer, audience and the RSA signature; what it leaves open is checked here: algorithm, critical headers, size, a
 * mandatory `exp`, `nbf` and `iat` with 5 s of skew, and the client. Throws Refused UNAUTHENTICATED with the reason.
 */
export function tokenVerifier(settings: TokenSettings): (bearer: string | undefined, nowMs: number) => Promise<TokenClaims> {
  const base = settings.issuerBaseUrl.replace(/\/+$/, '');
  const config = {
    realm: settings.realm,
    'auth-server-url': base,
    resource: settings.audience,
    'bearer-only': true,
    'ssl-required': 'external',
    'confidential-port': 0,
    'verify-token-audience': true,
  };
  const manager = new Keycloak({}, config).grantManager;
  const rotation = new KeyRotation(settings.keys);
  Object.assign(manager, { rotation });

  return async (bearer, nowMs) => {
    const raw = tokenOf(bearer);
    const header = Header.safeParse(jsonPart(raw, 0));
    if (!header.success || header.data.alg !== 'RS256' || header.data.crit !== undefined) throw new Refused('UNAUTHENTICATED', 'the token must be signed with RS256 by a named key');
    const claims = Claims.safeParse(jsonPart(raw, 1));
    if (!claims.success) throw new Refused('UNAUTHENTICATED', `the token lacks what is needed: ${claims.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
    await rotation.getJWK(header.data.kid);
    try {
      await manager.createGrant(JSON.stringify({ access_token: raw }));
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      throw new Refused('UNAUTHENTICATED', REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'the token is not valid');
    }
    checkClaims(claims.data, settings.clients, nowMs / 1_000);
    const { sub, preferred_username: username, azp, realm_access: access, tenants, exp } = claims.data;
    return { subject: sub, username, client: azp, realmRoles: access.roles, tenantIds: Object.values(tenants).map((tenant) => tenant.id), expiresAtSeconds: exp };
  };
}

function checkClaims(claims: z.infer<typeof Claims>, clients: readonly string[], nowSeconds: number): void {
  if (claims.exp <= nowSeconds) throw new Refused('UNAUTHENTICATED', 'the token has expired: log in again');
  if (claims.nbf !== undefined && claims.nbf > nowSeconds + SKEW_SECONDS) throw new Refused('UNAUTHENTICATED', 'the token is not valid yet');
  if (claims.iat > nowSeconds + SKEW_SECONDS) throw new Refused('UNAUTHENTICATED', 'the token was issued in the future: check the clocks');
  if (!clients.includes(claims.azp)) throw new Refused('UNAUTHENTICATED', 'the token was issued to a client that may not call this API');
}

function tokenOf(bearer: string | undefined): string {
  if (!bearer) throw new Refused('UNAUTHENTICATED', 'no token: send the header "Authorization: Bearer <token>"');
  if (bearer.length > MAX_TOKEN_LENGTH) throw new Refused('UNAUTHENTICATED', 'the token is too long');
  const raw = BEARER.exec(bearer)?.[1];
  if (!raw) throw new Refused('UNAUTHENTICATED', 'the header must read "Authorization: Bearer <token>", the token being a signed JWT');
  return raw;
}

function jsonPart(token: string, part: 0 | 1): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
