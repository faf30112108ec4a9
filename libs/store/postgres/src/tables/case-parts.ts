import type { TenantScope } from '@watchfloor/core';
import type { CaseClock, CaseFinding, CaseLedgerEntry, Notice, Prisma } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

export interface LedgerPage {
  afterSeq?: number | undefined;
  limit?: number;
  /** True leaves out entries that only the provider may see. */
  customerOnly?: boolean;
  /** Only what happened before this instant: the end of an auditor's period. */
  before?: Date | null;
}

function ledgerWhere(scope: TenantScope, tenantId: string, caseId: string, page: LedgerPage): Prisma.CaseLedgerEntryWhereInput {
  return { ...scopedTo(scope, tenantId), caseId, ...(page.customerOnly && { visibility: 'customer' }), ...(page.before && { at: { lt: page.before } }) };
}

/** Ledger of a case in order of sequence. */
export async function listLedger(scope: TenantScope, tx: TenantTransaction, tenantId: string, caseId: string, page: LedgerPage = {}): Promise<CaseLedgerEntry[]> {
  return tx.caseLedgerEntry.findMany({
    where: { ...ledgerWhere(scope, tenantId, caseId, page), seq: { gt: page.afterSeq ?? 0 } },
    orderBy: { seq: 'asc' },
    take: page.limit ?? 1_000,
  });
}

/** How many entries there are in all, whatever `afterSeq` and `limit` say. */
export async function countLedger(scope: TenantScope, tx: TenantTransaction, tenantId: string, caseId: string, page: LedgerPage = {}): Promise<number> {
  return tx.caseLedgerEntry.count({ where: ledgerWhere(scope, tenantId, caseId, page) });
}

/** Appends ledger entries; those already there are left as they are, so a retry is harmless. Writer: cases. */
export async function insertLedger(scope: TenantScope, tx: TenantTransaction, rows: readonly Prisma.CaseLedgerEntryCreateManyInput[]): Promise<void> {
  for (const row of rows) requireTenant(scope, row.tenantId);
  await tx.caseLedgerEntry.createMany({ data: [...rows], skipDuplicates: true });
}

/** SLA clocks of a case by name. */
export async function listClocks(scope: TenantScope, tx: TenantTransaction, tenantId: string, caseId: string): Promise<CaseClock[]> {
  return tx.caseClock.findMany({ where: { ...scopedTo(scope, tenantId), caseId }, orderBy: { name: 'asc' } });
}

/** Writes the state of one clock. Writer: cases. */
export async function upsertClock(scope: TenantScope, tx: TenantTransaction, row: Prisma.CaseClockUncheckedCreateInput): Promise<void> {
  requireTenant(scope, row.tenantId);
  const { tenantId, caseId, name } = row;
  await tx.caseClock.upsert({ where: { tenantId_caseId_name: { tenantId, caseId, name } }, create: row, update: row });
}

/** Findings of a case, first joined first, after `after` when given. */
export async function listCaseFindings(
  scope: TenantScope,
  tx: TenantTransaction,
  tenantId: string,
  caseId: string,
  page: { after?: { joinedAt: Date; findingId: string } | undefined; limit?: number } = {},
): Promise<CaseFinding[]> {
  const { after } = page;
  return tx.caseFinding.findMany({
    where: {
      ...scopedTo(scope, tenantId),
      caseId,
      ...(after && { OR: [{ joinedAt: { gt: after.joinedAt } }, { joinedAt: after.joinedAt, findingId: { gt: after.findingId } }] }),
    },
    orderBy: [{ joinedAt: 'asc' }, { findingId: 'asc' }],
    take: page.limit ?? 100,
  });
}

/** Links findings to their case; a repeated link is ignored. Writer: cases. */
export async function insertCaseFindings(scope: TenantScope, tx: TenantTransaction, rows: readonly Prisma.CaseFindingCreateManyInput[]): Promise<void> {
  for (const row of rows) requireTenant(scope, row.tenantId);
  await tx.caseFinding.createMany({ data: [...rows], skipDuplicates: true });
}

/** Deliveries of a case's notices, by due time. */
export async function listNotices(scope: TenantScope, tx: TenantTransaction, tenantId: string, caseId: string): Promise<Notice[]> {
  return tx.notice.findMany({ where: { ...scopedTo(scope, tenantId), caseId }, orderBy: [{ dueAt: 'asc' }, { idempotencyKey: 'asc' }] });
}

export async function findNotice(scope: TenantScope, tx: TenantTransaction, tenantId: string, idempotencyKey: string): Promise<Notice | null> {
  return tx.notice.findFirst({ where: { ...scopedTo(scope, tenantId), idempotencyKey } });
}

/** Writes the delivery of one notice. Writer: cases. */
export async function upsertNotice(scope: TenantScope, tx: TenantTransaction, row: Prisma.NoticeUncheckedCreateInput): Promise<void> {
  requireTenant(scope, row.tenantId);
  const { tenantId, idempotencyKey } = row;
  await tx.notice.upsert({ where: { tenantId_idempotencyKey: { tenantId, idempotencyKey } }, create: row, update: row });
}
