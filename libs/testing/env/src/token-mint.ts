import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';

/** Issues tokens as our Keycloak realm would, without a Keycloak. */
export interface TokenMint {
  /** Base URL of the pretended Keycloak; tokens' issuer is `<baseUrl>/realms/watchfloor`. */
  readonly baseUrl: string;
  readonly realm: 'watchfloor';
  /** Public keys, for a verifier with static keys. */
  readonly jwks: { readonly keys: readonly JWK[] };
  /** Signs an access token; `claims` override the defaults (1 h, audience watchfloor-api, client watchfloor-test). */
  signToken(claims: TestClaims): Promise<string>;
}

export interface TestClaims extends JWTPayload {
  readonly preferred_username?: string;
  readonly azp?: string;
  readonly typ?: string;
  /** alias → id, as Keycloak's organisation mapper writes it. */
  readonly tenants?: Readonly<Record<string, { readonly id: string }>>;
  readonly realm_access?: { readonly roles: readonly string[] };
}

/** A mint with a fresh RSA key. */
export async function createTokenMint(): Promise<TokenMint> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  const baseUrl = 'http://127.0.0.1:1/keycloak-of-tests';
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' };
  const signToken = (claims: TestClaims): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: `${baseUrl}/realms/watchfloor`, aud: 'watchfloor-api', azp: 'watchfloor-test', typ: 'Bearer', iat: now, exp: now + 3600, jti: randomUUID(), ...claims };
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey);
  };
  return { baseUrl, realm: 'watchfloor', jwks: { keys: [jwk] }, signToken };
}
