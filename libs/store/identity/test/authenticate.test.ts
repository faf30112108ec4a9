import { closePostgres, connectPostgres, type Postgres } from '@watchfloor/postgres';
import { createTestEnvironment, type SeededTenant, type TestEnvironment } from '@watchfloor/testing-env';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticator, type Authenticator } from '../src/index.ts';

const SOON = new Date(Date.now() + 60_000);
let env: TestEnvironment<{ postgres: true }>;
let a: SeededTenant;
let b: SeededTenant;
let api: Postgres;
let authenticator: Authenticator;
beforeAll(async () => {
  env = await createTestEnvironment({ postgres: true });
  a = await env.seedTenant({ grants: [{ subject: 'lou', role: 'lead' }, { subject: 'old', role: 'analyst', validUntil: new Date('2020-01-01') }, { subject: 'aude', role: 'auditor', validUntil: SOON, periodFrom: new Date('2026-01-01'), periodTo: new Date('2026-04-01') }] });
  b = await env.seedTenant({ grants: [{ subject: 'lou', role: 'auditor' }] });
  api = connectPostgres(env.postgres.urls.wf_api, 2);
  authenticator = createAuthenticator(api, { issuerBaseUrl: env.tokens.baseUrl, realm: 'watchfloor', audience: 'watchfloor-api', clients: ['watchfloor-test'], keys: { keys: env.tokens.jwks.keys } });
});
afterAll(async () => {
  if (api) await closePostgres(api);
  await env?.close();
});

const bearer = async (sub: string, roles: string[], tenants: SeededTenant[]) => `Bearer ${await env.tokens.signToken({ sub, realm_access: { roles }, tenants: Object.fromEntries(tenants.map((tenant) => [tenant.slug, { id: tenant.tenantId }])) })}`;

describe('a person', () => {
  it('is the meet of token and grants', async () => {
    const lou = await authenticator.authenticate(await bearer('lou', ['lead', 'auditor'], [a, b]));
    expect(lou.grants.map(({ tenantId, role }) => [tenantId, role]).sort()).toEqual([[a.tenantId, 'lead'], [b.tenantId, 'auditor']].sort());
    expect(lou.actor).toMatchObject({ kind: 'person', id: 'lou', org: 'provider' });
    expect((await authenticator.authenticate(await bearer('lou', ['lead', 'auditor'], [b]))).scope.tenants).toEqual([b.tenantId]);
    expect((await authenticator.authenticate(await bearer('lou', ['auditor'], [a, b]))).scope.tenants).toEqual([b.tenantId]);
  });

  it('whose grant has ended is FORBIDDEN', async () => {
    await expect(authenticator.authenticate(await bearer('old', ['analyst'], [a]))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('stays no longer than the grant does, and carries the period', async () => {
    const aude = await authenticator.authenticate(await bearer('aude', ['auditor'], [a]));
    expect(aude.expiresAt).toBe(SOON.getTime());
    expect(aude.grants[0]).toMatchObject({ role: 'auditor', periodFrom: new Date('2026-01-01'), periodTo: new Date('2026-04-01') });
    await expect(authenticator.authenticate(await bearer('aude', ['auditor'], [a]), SOON.getTime() + 1)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
