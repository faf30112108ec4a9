import { covers, type TenantScope } from '@watchfloor/core';
import type { Case, Prisma } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

export interface CaseFilter {
  tenantId?: string | null;
  statuses?: readonly string[] | null;
  severities?: readonly string[] | null;
  assignee?: string | null;
  /** True: nobody has acknowledged it; false: somebody has. */
  unacknowledged?: boolean | null;
  /** Part of title, summary or detection id, any case; or the number with or without '#'. */
  text?: string | null;
  /** Tenants at which only cases opened in a period count: what an auditor may see. */
  periods?: readonly TenantPeriod[];
}

/** From inclusive, to exclusive; null means open on that side. */
export interface TenantPeriod {
  tenantId: string;
  from: Date | null;
  to: Date | null;
}

/** The sort key of the last row of a page. */
export interface CaseCursor {
  nextDueAt: Date | null;
  openedAt: Date;
  id: string;
}

/** The read model without the reducer's state. */
export type CaseRow = Omit<Case, 'state'>;

const withoutState = { state: true } as const;

/**
 * A page of cases: the next deadline first, cases without one after those, newest first. Starts after `after`.
 * Ids are unique over tenants (SHA-256 of tenant and group), so the id ends the sort key.
 */
export async function listCases(scope: TenantScope, tx: TenantTransaction, filter: CaseFilter = {}, page: { after?: CaseCursor | undefined; limit?: number } = {}): Promise<CaseRow[]> {
  return tx.case.findMany({
    where: { AND: [caseWhere(scope, filter), page.after ? afterCursor(page.after) : {}] },
    omit: withoutState,
    orderBy: [{ nextDueAt: { sort: 'asc', nulls: 'last' } }, { openedAt: 'desc' }, { id: 'asc' }],
    take: page.limit ?? 100,
  });
}

/** How many cases match. */
export async function countCases(scope: TenantScope, tx: TenantTransaction, filter: CaseFilter = {}): Promise<number> {
  return tx.case.count({ where: caseWhere(scope, filter) });
}

/** One case; null when it does not exist, is another tenant's, or lies outside `periods`. */
export async function findCase(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string, periods: readonly TenantPeriod[] = []): Promise<CaseRow | null> {
  return tx.case.findFirst({ where: { AND: [caseWhere(scope, { tenantId, periods }), { id }] }, omit: withoutState });
}

/** The case with the reducer's state after `lastSeq`: what a reopened case starts from. */
export async function findCaseSnapshot(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string): Promise<Case | null> {
  return tx.case.findFirst({ where: { ...scopedTo(scope, tenantId), id } });
}

/**
 * What clocks and rules need of the reducer's state of several cases: without its memory of keys, findings and folded
 * facts, and with the policy in force as the only one.
 */
export async function listLiveStates(scope: TenantScope, tx: TenantTransaction, caseIds: readonly string[]): Promise<{ tenantId: string; id: string; state: Prisma.JsonValue }[]> {
  return tx.$queryRaw`
    SELECT tenant_id AS "tenantId", id,
      jsonb_set(state - '{seen,facts,base,findings}'::text[], '{policies}', coalesce(jsonb_build_array(state -> 'policies' -> -1), '[]')) AS state
    FROM cases WHERE tenant_id = ANY (${[...scope.tenants]}::uuid[]) AND id = ANY (${[...caseIds]}::uuid[])`;
}

/** The next case number of the tenant, from 1; holds the tenant's numbering until the transaction ends. */
export async function nextCaseNumber(scope: TenantScope, tx: TenantTransaction, tenantId: string): Promise<number> {
  requireTenant(scope, tenantId);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('case-number:' || ${tenantId}, 0))`;
  const { _max } = await tx.case.aggregate({ where: scopedTo(scope, tenantId), _max: { number: true } });
  return (_max.number ?? 0) + 1;
}

/** Writes the case record. Writer: cases. */
export async function upsertCase(scope: TenantScope, tx: TenantTransaction, row: Prisma.CaseUncheckedCreateInput): Promise<void> {
  requireTenant(scope, row.tenantId);
  await tx.case.upsert({ where: { tenantId_id: { tenantId: row.tenantId, id: row.id } }, create: row, update: row });
}

function caseWhere(scope: TenantScope, filter: CaseFilter): Prisma.CaseWhereInput {
  return {
    tenantId: { in: filter.tenantId ? (covers(scope, filter.tenantId) ? [filter.tenantId] : []) : [...scope.tenants] },
    ...(filter.statuses && { status: { in: [...filter.statuses] } }),
    ...(filter.severities && { severity: { in: [...filter.severities] } }),
    ...(filter.assignee && { assignee: filter.assignee }),
    ...(typeof filter.unacknowledged === 'boolean' && { acknowledgedAt: filter.unacknowledged ? null : { not: null } }),
    ...(filter.text && { OR: textMatches(filter.text) }),
    ...(filter.periods?.length && { AND: [inPeriods(filter.periods)] }),
  };
}

function inPeriods(periods: readonly TenantPeriod[]): Prisma.CaseWhereInput {
  const limited = periods.map((period) => ({ tenantId: period.tenantId, openedAt: { ...(period.from && { gte: period.from }), ...(period.to && { lt: period.to }) } }));
  return { OR: [{ tenantId: { notIn: periods.map((period) => period.tenantId) } }, ...limited] };
}

function textMatches(text: string): Prisma.CaseWhereInput[] {
  const contains = { contains: text, mode: 'insensitive' as const };
  const number = /^#?(\d{1,9})$/.exec(text.trim())?.[1];
  return [{ title: contains }, { summary: contains }, { detectionId: contains }, ...(number ? [{ number: Number(number) }] : [])];
}

function afterCursor(after: CaseCursor): Prisma.CaseWhereInput {
  const later: Prisma.CaseWhereInput[] = [{ openedAt: { lt: after.openedAt } }, { openedAt: after.openedAt, id: { gt: after.id } }];
  if (after.nextDueAt === null) return { nextDueAt: null, OR: later };
  return { OR: [{ nextDueAt: { gt: after.nextDueAt } }, { nextDueAt: null }, { nextDueAt: after.nextDueAt, OR: later }] };
}
