import { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';
import type { TenantScope } from '@watchfloor/core';
import { RowBatch } from './row-batch.ts';
import type { RowWriter } from './row-binary/row-writer.ts';

interface InsertTarget<Row> {
  readonly name: string;
  readonly insertSql: string;
  encode(writer: RowWriter, row: Row): void;
}

/**
 * Inserts rows and returns when ClickHouse has committed them. Every row's tenant must be in the scope (Refused
 * NOT_FOUND, and nothing is inserted). Throws what the client throws when ClickHouse is away or refuses.
 */
export async function insertRows<Row extends { readonly tenantId: string }>(
  client: ClickHouseClient,
  scope: TenantScope,
  table: InsertTarget<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const batch = new RowBatch<Row>(table);
  for (const row of rows) batch.add(scope, row);
  await insertBatches(client, [batch]);
}

/**
 * Inserts batches of one table as one INSERT and returns when it is committed. The scope was checked row by row when the
 * batches were filled. All batches must be of the same table.
 */
export async function insertBatches(client: ClickHouseClient, batches: readonly RowBatch<never>[], abort?: AbortSignal): Promise<void> {
  const filled = batches.filter((batch) => batch.rows > 0);
  const [first] = filled;
  if (!first) return;
  if (filled.some((batch) => batch.table.name !== first.table.name)) throw new Error('insertBatches takes batches of one table');
  const values = Readable.from(filled.map((batch) => batch.bytes()), { objectMode: false });
  // A line may carry any date: a block over many months must not be refused for good.
  const settings = { async_insert: 0, wait_end_of_query: 1, throw_on_max_partitions_per_insert_block: 0, log_comment: `insert:${first.table.name}` } as const;
  const { stream } = await client.exec({ query: first.table.insertSql, values, clickhouse_settings: settings, ...(abort ? { abort_signal: abort } : {}) });
  // The answer of an INSERT is empty; its end is the commit.
  for await (const _ of stream);
}
