import type { ClickHouseClient } from '@clickhouse/client';

/** Resolves when the server answers a query in the client's database; rejects otherwise. For /readyz. */
export async function pingClickHouse(client: ClickHouseClient): Promise<void> {
  const answer = await client.query({ query: 'SELECT 1', format: 'JSONEachRow', abort_signal: AbortSignal.timeout(3_000) });
  await answer.text();
}
