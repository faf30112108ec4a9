import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { mintScope } from '@watchfloor/testing-env';
import { upsertEvidencePackage, withTenant } from '@watchfloor/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiStage, type ApiStage } from './stage/api-stage.ts';
import type { Person } from './stage/people.ts';

let stage: ApiStage;
const portal = mkdtempSync(join(tmpdir(), 'wf-portal-'));
beforeAll(async () => {
  mkdirSync(join(portal, 'assets'));
  writeFileSync(join(portal, 'index.html'), '<!doctype html><title>Watchfloor</title>');
  writeFileSync(join(portal, 'assets', 'main-abc123.js'), 'export {};');
  writeFileSync(join(portal, '..', 'outside.txt'), 'secret');
  stage = await createApiStage({ env: { WF_PORTAL_DIR: portal } });
});
afterAll(async () => {
  await stage?.stop();
  rmSync(portal, { recursive: true, force: true });
});

const get = async (path: string, person?: Person) => fetch(`${stage.url}${path}`, { headers: person ? { authorization: `Bearer ${await stage.token(person)}` } : {}, redirect: 'manual' });

describe('the portal', () => {
  it('is served at its pages, its files for ever, and with what it must know to log in', async () => {
    for (const page of ['/', '/cases', '/cases/1/ledger', '/evidence']) {
      const answer = await get(page);
      expect([page, answer.status, answer.headers.get('cache-control')]).toEqual([page, 200, 'no-cache']);
      expect(await answer.text()).toContain('<title>Watchfloor</title>');
    }
    const file = await get('/assets/main-abc123.js');
    expect([file.status, file.headers.get('cache-control'), file.headers.get('content-type')]).toEqual([200, 'public, max-age=31536000, immutable', expect.stringContaining('javascript')]);
    expect(await (await get('/config.json')).json()).toEqual({ keycloakUrl: stage.env.tokens.baseUrl, realm: 'watchfloor', clientId: 'watchfloor-portal', graphqlPath: '/graphql' });
  });

  it('gives nothing from outside its folder', async () => {
    for (const path of ['/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/assets/..%2f..%2foutside.txt', '/assets/%2e%2e%2f%2e%2e%2foutside.txt']) {
      const answer = await get(path);
      expect(await answer.text()).not.toContain('secret');
    }
    expect((await get('/missing.js')).status).toBe(404);
  });

  it('may talk to itself and Keycloak only, and is framed by nobody', async () => {
    const { headers } = await get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:4000 ${new URL(stage.env.tokens.baseUrl).origin}`);
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('the process', () => {
  it('tells the truth about itself', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'down', checks: { postgres: 'ok', clickhouse: 'ok', temporal: 'down', changes: 'ok' } }]);
    expect(await (await get('/metrics')).text()).toMatch(/watchfloor_api_request_seconds_count\{[^}]*route="\/healthz"[^}]*\} \d+/);
  });

  it('answers with the trace id that the caller brought, or a new one', async () => {
    const trace = 'a'.repeat(32);
    const answer = await fetch(`${stage.url}/healthz`, { headers: { traceparent: `00-${trace}-${'b'.repeat(16)}-01` } });
    expect(answer.headers.get('x-trace-id')).toBe(trace);
    expect((await get('/healthz')).headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('an evidence package', () => {
  const put = async (tenant: 'a' | 'b', status: 'ready' | 'requested', from: string, to: string) => {
    const { tenantId } = stage[tenant];
    const scope = mintScope([tenantId]);
    const id = randomUUID();
    const sha256 = await stage.stores.packages.put(scope, tenantId, Buffer.from(`package ${id}`));
    await withTenant(stage.cases, scope, (tx) =>
      upsertEvidencePackage(scope, tx, { tenantId, id, framework: 'nist-csf-2.0', periodFrom: new Date(from), periodTo: new Date(to), snapshotAt: new Date(), status, requestedBy: { name: 'aude' }, requestedAt: new Date(), sha256: status === 'ready' ? sha256 : null, sizeBytes: 44n }),
    );
    return id;
  };

  it('is downloaded by those who may, whole, and the download is on the audit log', async () => {
    const id = await put('a', 'ready', '2026-04-01', '2026-05-01');
    const { evidenceExports } = await stage.get<{ evidenceExports: { edges: { node: { downloadUrl: string; status: string; requestedBy: string } }[] } }>('aude', '{ evidenceExports { edges { node { downloadUrl status requestedBy } } } }');
    expect(evidenceExports.edges[0]?.node).toEqual({ downloadUrl: `/evidence/${stage.a.tenantId}/${id}.zip`, status: 'READY', requestedBy: 'aude' });
    const answer = await get(evidenceExports.edges[0]?.node.downloadUrl ?? '', 'aude');
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'application/zip', 'private, no-store']);
    expect(await answer.text()).toBe(`package ${id}`);
    expect((await stage.audit(stage.a.tenantId)).filter((row) => row.action === 'evidence.downloaded').map((row) => (JSON.parse(row.payload) as { subject: string }).subject)).toEqual([`evidence:${id}`]);
  });

  it("is NOT_FOUND when it is another customer's, not ready, outside the auditor's period, or not there", async () => {
    const theirs = await put('b', 'ready', '2026-04-01', '2026-05-01');
    const waiting = await put('a', 'requested', '2026-04-01', '2026-05-01');
    const before = await put('a', 'ready', '2026-01-01', '2026-02-01');
    const { tenantId: a } = stage.a;
    const paths = [`/evidence/${stage.b.tenantId}/${theirs}.zip`, `/evidence/${a}/${theirs}.zip`, `/evidence/${a}/${waiting}.zip`, `/evidence/${a}/${before}.zip`, `/evidence/${a}/${randomUUID()}.zip`, `/evidence/${a}/x.zip`, `/evidence/${a}/..%2f..%2fetc.zip`, `/evidence/x/${theirs}.zip`];
    for (const path of paths) {
      const answer = await get(path, 'aude');
      expect([path, answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([path, 404, 'NOT_FOUND']);
    }
    expect((await get(`/evidence/${a}/${before}.zip`, 'ana')).status).toBe(200);
  });
});
