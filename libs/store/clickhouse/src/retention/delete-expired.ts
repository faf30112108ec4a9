import type { ClickHouseClient } from '@clickhouse/client';
import { covers, isUuid, Refused, type TenantScope } from '@watchfloor/core';
import type { TenantTable } from '../tenant-read.ts';
import { expiryConditions } from './expiry-conditions.ts';
import { retentionPlanSchema, type RetentionPlan } from './retention-plan.ts';

const MAX_SECONDS = 600;

/** Rows that were deleted, by table; tables of which nothing had expired are absent. Rows that a retry wrote twice count twice. */
export type ExpiredRows = Readonly<Partial<Record<TenantTable, number>>>;

/**
 * Deletes what one customer's plan no longer keeps at `nowMs`; no read sees those rows once this has returned, and their bytes go when parts merge.
 * Safe to repeat and to interrupt. Nothing is written to a table of which nothing has expired. Throws Refused
 * NOT_FOUND for a tenant outside the scope, and what the client throws when ClickHouse is away.
 */
export async function deleteExpired(client: ClickHouseClient, scope: TenantScope, tenantId: string, input: RetentionPlan, nowMs: number): Promise<ExpiredRows> {
  if (!isUuid(tenantId) || !covers(scope, tenantId)) throw new Refused('NOT_FOUND', 'no such customer');
  const plan = retentionPlanSchema.parse(input);
  const deleted: Partial<Record<TenantTable, number>> = {};
  for (const [table, condition] of expiryConditions(tenantId, plan, nowMs)) {
    const answer = await client.query({ query: `SELECT toFloat64(count()) AS rows FROM ${table} WHERE ${condition}`, format: 'JSONEachRow', clickhouse_settings: { max_execution_time: MAX_SECONDS, log_comment: 'retention:count' } });
    const rows = (await answer.json<{ rows: number }>())[0]?.rows ?? 0;
    if (rows === 0) continue;
    // Waits for every replica that is there; the list of addresses is read by each replica from its own copy.
    const settings = { lightweight_deletes_sync: '2', allow_nondeterministic_mutations: 1, log_comment: `retention:${table}` } as const;
    await client.command({ query: `DELETE FROM ${table} WHERE ${condition}`, clickhouse_settings: settings });
    deleted[table] = rows;
  }
  return deleted;
}
