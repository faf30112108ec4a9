import type { ClickHouseClient } from '@clickhouse/client';
import { parseContract } from '@watchfloor/cases/contract';
import { deleteExpired, type RetentionPlan } from '@watchfloor/clickhouse';
import { serviceScope } from '@watchfloor/identity';
import { appendAudit, findContract, listTenantDirectory, withTenant, type Postgres, type Tenant } from '@watchfloor/postgres';
import type { RetentionActivities } from '@watchfloor/workflow-cases';
import type { Logger } from 'pino';
import { Counter } from 'prom-client';
import { beating } from './heartbeat.ts';

const expired = new Counter({ name: 'watchfloor_cases_expired_rows_total', help: 'rows that retention deleted', labelNames: ['table'] });

/**
 * Deletes what each customer's retention no longer keeps: the days of the customer, and where the newest contract names others those,
 * outside of its holds. What was deleted is in the customer's audit log. Throws after the last customer when it failed for any.
 */
export function retentionActivity(db: Postgres, clickhouse: ClickHouseClient, log: Logger): RetentionActivities['deleteExpiredRows'] {
  return () =>
    beating(async () => {
      const failed: string[] = [];
      for (const tenant of await listTenantDirectory(db)) {
        await deleteOf(db, clickhouse, tenant).catch((error: unknown) => {
          failed.push(tenant.id);
          log.error({ err: error, tenant: tenant.id }, 'retention failed for a customer');
        });
      }
      if (failed.length > 0) throw new Error(`retention failed for ${failed.length} customers; the log names them`);
    });
}

async function deleteOf(db: Postgres, clickhouse: ClickHouseClient, tenant: Tenant): Promise<void> {
  const scope = serviceScope('cases', [tenant.id]);
  const contract = await withTenant(db, scope, (tx) => findContract(scope, tx, tenant.id));
  const plan = planOf(tenant, contract === null ? undefined : parseContract(contract.document).retention);
  const rows = await deleteExpired(clickhouse, scope, tenant.id, plan, Date.now());
  const tables = Object.entries(rows);
  if (tables.length === 0) return;
  for (const [table, count] of tables) expired.inc({ table }, count);
  await withTenant(db, scope, (tx) => appendAudit(tx, scope, tenant.id, 'retention.deleted', `tenants/${tenant.id}`, { rows, plan }));
}

function planOf(tenant: Tenant, own: ReturnType<typeof parseContract>['retention']): RetentionPlan {
  const { holds = [], classDays = {}, ...days } = own ?? {};
  return { days: tenant.retentionDays, classDays, ...days, holds: holds.map(({ from, to }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) })) };
}
