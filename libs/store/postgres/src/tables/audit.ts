import type { TenantScope } from '@watchfloor/core';
import type { AuditEntry } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

/**
 * Appends one row to the tenant's hash-chained audit log, in the transaction of the change it tells of, and returns its
 * sequence number. The actor is the scope's. Concurrent appends of one tenant wait for each other.
 */
export async function appendAudit(tx: TenantTransaction, scope: TenantScope, tenantId: string, action: string, subject: string, detail: Readonly<Record<string, unknown>> = {}): Promise<bigint> {
  requireTenant(scope, tenantId);
  const rows = await tx.$queryRaw<{ seq: bigint }[]>`
    SELECT audit_append(${tenantId}::uuid, ${JSON.stringify(scope.actor)}::jsonb, ${action}, ${subject}, ${JSON.stringify(detail)}::jsonb) AS seq`;
  const seq = rows[0]?.seq;
  if (seq === undefined) throw new Error('audit_append returned no row');
  return seq;
}

/** The audit log of one tenant in order of sequence, from `afterSeq` on; `limit` rows at most. */
export async function listAudit(scope: TenantScope, tx: TenantTransaction, tenantId: string, page: { afterSeq?: bigint; limit?: number; from?: Date; to?: Date } = {}): Promise<AuditEntry[]> {
  return tx.auditEntry.findMany({
    where: { ...scopedTo(scope, tenantId), seq: { gt: page.afterSeq ?? 0n }, at: { ...(page.from && { gte: page.from }), ...(page.to && { lt: page.to }) } },
    orderBy: { seq: 'asc' },
    take: page.limit ?? 1_000,
  });
}
