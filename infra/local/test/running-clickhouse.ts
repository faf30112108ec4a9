import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseClient, ClickHouseClientConfigOptions } from '@clickhouse/client';
import { freePort, startClickHouse, type ClickHouseOptions, type RunningClickHouse } from '../src/index.ts';

export interface TestServer {
  readonly engine: RunningClickHouse;
  readonly dataDir: string;
  /** A client that keeps its errors to itself. */
  client(options?: ClickHouseClientConfigOptions): ClickHouseClient;
  /** POSTs with the login in a header. */
  post(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** The engine on a folder of its own. */
export async function startTestServer(options: Partial<ClickHouseOptions> = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'wf-ch-')));
  const engine = await startClickHouse({ port: await freePort(), ...options, dataDir });
  const clients: ClickHouseClient[] = [];
  const url = new URL(engine.url);
  const authorization = `Basic ${Buffer.from(`${url.username}:${decodeURIComponent(url.password)}`).toString('base64')}`;
  return {
    engine,
    dataDir,
    client: (more) => {
      const client = createClient({ url: engine.url, request_timeout: 60_000, log: { level: ClickHouseLogLevel.OFF }, ...more });
      clients.push(client);
      return client;
    },
    post: (path, init = {}) => fetch(`${url.origin}${path}`, { method: 'POST', ...init, headers: { authorization, ...init.headers } }),
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
