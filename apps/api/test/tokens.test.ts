import { createHmac, generateKeyPairSync, createPublicKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiStage, type ApiStage } from './stage/api-stage.ts';
import { follow } from './stage/follow.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await createApiStage();
});
afterAll(() => stage?.stop());

const now = () => Math.floor(Date.now() / 1_000);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = () => ({ sub: 'ana', iss: `${stage.env.tokens.baseUrl}/realms/watchfloor`, aud: 'watchfloor-api', azp: 'watchfloor-test', typ: 'Bearer', iat: now(), exp: now() + 600, realm_access: { roles: ['analyst'] }, tenants: { a: { id: stage.a.tenantId } } });
const kid = () => String((stage.env.tokens.jwks.keys[0] as { kid?: string }).kid);

/** Signed with the right key id by a key that is not the realm's. */
async function forged(): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: kid() }).sign(privateKey);
}

/** HMAC with the realm's public key as the secret: the classic confusion of algorithms. */
function confused(): string {
  const publicKey = createPublicKey({ key: stage.env.tokens.jwks.keys[0] as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const head = `${part({ alg: 'HS256', kid: kid(), typ: 'JWT' })}.${part(claims())}`;
  return `${head}.${createHmac('sha256', publicKey).update(head).digest('base64url')}`;
}

const BAD: Record<string, () => string | undefined | Promise<string | undefined>> = {
  'no token': () => undefined,
  'something that is no JWT': () => 'Bearer abc',
  'a token of another realm': async () => `Bearer ${await stage.token('ana', { iss: `${stage.env.tokens.baseUrl}/realms/other` })}`,
  'an expired token': async () => `Bearer ${await stage.token('ana', { exp: now() - 1 })}`,
  'a token without exp': async () => `Bearer ${await stage.token('ana', { exp: undefined as never })}`,
  'a token for another audience': async () => `Bearer ${await stage.token('ana', { aud: 'account' })}`,
  'a token without audience': async () => `Bearer ${await stage.token('ana', { aud: undefined as never })}`,
  'a token of a client that is not admitted': async () => `Bearer ${await stage.token('ana', { azp: 'someone-else' })}`,
  'a token that is not valid yet': async () => `Bearer ${await stage.token('ana', { nbf: now() + 600 })}`,
  'an ID token': async () => `Bearer ${await stage.token('ana', { typ: 'ID' })}`,
  'alg none': () => `Bearer ${part({ alg: 'none', kid: kid() })}.${part(claims())}.x`,
  'HS256 keyed with the public key': () => `Bearer ${confused()}`,
  'a token signed by another key': async () => `Bearer ${await forged()}`,
  'a token whose claims were changed': async () => {
    const [head, , signature] = (await stage.token('ana')).split('.');
    return `Bearer ${head}.${part({ ...claims(), sub: 'leo' })}.${signature}`;
  },
  'a token longer than 12 KiB': async () => `Bearer ${await stage.token('ana', { padding: 'x'.repeat(9_500) })}`,
};

describe('over HTTP', () => {
  it.each(Object.keys(BAD))('%s is refused with UNAUTHENTICATED and a reason', async (kind) => {
    const answer = await stage.post(await BAD[kind]?.(), { query: '{ me { username } }' });
    expect(answer).toMatchObject({ status: 401, data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answer.errors?.[0]?.message).toMatch(/token|header/);
  });

  it('a refused token is refused before the document is looked at', async () => {
    expect((await stage.post(undefined, { query: '{ nonsense' })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('evidence downloads take the same tokens', async () => {
    const at = `${stage.url}/evidence/${stage.a.tenantId}/${stage.a.siteId}.zip`;
    for (const kind of Object.keys(BAD)) {
      const bearer = await BAD[kind]?.();
      const answer = await fetch(at, { headers: bearer === undefined ? {} : { authorization: bearer } });
      expect([kind, answer.status]).toEqual([kind, 401]);
    }
  });

  it('a sound token without a grant is FORBIDDEN and says what to do', async () => {
    const answer = await stage.ask('nobody', '{ me { username } }');
    expect(answer).toMatchObject({ status: 403, errors: [{ extensions: { code: 'FORBIDDEN' }, message: expect.stringContaining('grant') }] });
  });
});

describe('over WebSocket', () => {
  it.each(Object.keys(BAD))('%s closes the connection with 4403', async (kind) => {
    const client = stage.socket(await BAD[kind]?.());
    expect(await follow(client, 'subscription { caseChanged { id } }').ended).toMatchObject({ code: 4403 });
    await client.dispose();
  });

  it('a connection ends when its token does', async () => {
    const client = stage.socket(`Bearer ${await stage.token('ana', { exp: now() + 2 })}`);
    expect(await follow(client, 'subscription { caseChanged { id } }').ended).toMatchObject({ code: 4403, reason: expect.stringContaining('expired') });
    await client.dispose();
  });
});

describe('the tenants of a token', () => {
  const tenants = async (claimed: Record<string, { id: string }>, roles = ['lead']) =>
    (await stage.post(`Bearer ${await stage.token('leo', { tenants: claimed, realm_access: { roles } })}`, { query: '{ me { roles tenants { tenantId } } }' })) as { data?: { me: { tenants: { tenantId: string }[] } }; errors?: { extensions: { code: string } }[] };

  it('count only where the person has a grant too, and the other way round', async () => {
    const only = await tenants({ a: { id: stage.a.tenantId }, x: { id: '99999999-9999-4999-8999-999999999999' } });
    expect(only.data?.me.tenants).toEqual([{ tenantId: stage.a.tenantId }]);
    expect((await tenants({})).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('count only with a role that the token carries', async () => {
    expect((await tenants({ a: { id: stage.a.tenantId } }, ['analyst'])).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
