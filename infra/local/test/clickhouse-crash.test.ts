import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, startClickHouse } from '../src/index.ts';
import { startTestServer, type TestServer } from './running-clickhouse.ts';

describe('the local ClickHouse process', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    await server.client().command({ query: 'CREATE TABLE t (batch UInt32, n UInt32) ENGINE = MergeTree ORDER BY (batch, n)' });
  });
  afterAll(() => server.close());

  it('keeps its folder to itself', async () => {
    await expect(startClickHouse({ dataDir: server.dataDir, port: await freePort() })).rejects.toThrow(/another process already has them open/);
  });

  it('has every acknowledged insert after kill -9, whole, and nothing of the others in part', async () => {
    const acknowledged = new Set<number>();
    const client = server.client();
    const send = async (first: number): Promise<void> => {
      for (let batch = first; ; batch += 4) {
        await client.insert({ table: 't', values: Array.from({ length: 500 }, (_, n) => ({ batch, n })), format: 'JSONEachRow' });
        acknowledged.add(batch);
        if (acknowledged.size === 20) process.kill(server.engine.pid ?? 0, 'SIGKILL');
      }
    };
    await Promise.allSettled([send(0), send(1), send(2), send(3)]);
    await server.engine.ended;
    const again = await startTestServer({ dataDir: server.dataDir });
    try {
      const rows = await (await again.client().query({ query: 'SELECT batch, count() AS c, uniqExact(n) AS u FROM t GROUP BY batch', format: 'JSONEachRow' })).json<{ batch: number; c: number; u: number }>();
      expect(rows.filter((row) => row.c !== 500 || row.u !== 500)).toEqual([]);
      const found = new Set(rows.map((row) => row.batch));
      expect([...acknowledged].filter((batch) => !found.has(batch))).toEqual([]);
      expect(readdirSync(join(server.dataDir, 'spool'))).toEqual([]);
    } finally {
      await again.engine.stop();
    }
  });

  it('finishes inserts that it has taken when it is asked to stop, and leaves no spool', async () => {
    const running = await startTestServer({ dataDir: server.dataDir });
    const client = running.client();
    const inserts = Array.from({ length: 6 }, (_, i) => client.insert({ table: 't', values: Array.from({ length: 20_000 }, (__, n) => ({ batch: 1_000_000 + i, n })), format: 'JSONEachRow' }).then(() => true, () => false));
    await Promise.race(inserts);
    await running.engine.stop();
    const done = (await Promise.all(inserts)).filter(Boolean).length;
    expect(await running.engine.ended).toBe('exit code 0');
    expect(existsSync(join(server.dataDir, 'spool'))).toBe(false);
    const after = await startTestServer({ dataDir: server.dataDir });
    try {
      const [row] = await (await after.client().query({ query: 'SELECT countIf(c = 20000) AS whole, countIf(c != 20000) AS part FROM (SELECT count() AS c FROM t WHERE batch >= 1000000 GROUP BY batch)', format: 'JSONEachRow' })).json<{ whole: number; part: number }>();
      expect(row?.part).toBe(0);
      expect(row?.whole).toBeGreaterThanOrEqual(done);
    } finally {
      await after.engine.stop();
    }
  });
});
