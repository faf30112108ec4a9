import { clockViews, summariseSla, type CaseFinding, type CaseState, type LedgerEvent } from '@watchfloor/cases';
import type { TenantScope } from '@watchfloor/core';
import {
  appendAudit,
  findCase,
  insertCaseFindings,
  insertLedger,
  listLedger,
  nextCaseNumber,
  upsertCase,
  upsertClock,
  withTenant,
  type Postgres,
  type Prisma,
  type TenantTransaction,
} from '@watchfloor/postgres';
import type { CaseActivities, CaseRecord } from '@watchfloor/workflow-cases';
import { storable } from './storable.ts';
import { workflowScope } from './workflow-scope.ts';

const date = (time: number | null): Date | null => (time === null ? null : new Date(time));

/**
 * The only writer of cases, case_ledger, case_clocks and case_findings: all of a batch in one transaction, with an audit
 * row for each change. The same batch again, or one that two workers hold at once, leaves each row there once.
 */
export function recordCaseActivity(db: Postgres): CaseActivities['recordCase'] {
  return async (record) => {
    const scope = workflowScope(record);
    await withTenant(db, scope, (tx) => writeCase(scope, tx, storable(record)));
  };
}

async function writeCase(scope: TenantScope, tx: TenantTransaction, { tenantId, caseId, events, state }: CaseRecord): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('case:' || ${caseId}, 0))`;
  const stored = await findCase(scope, tx, tenantId, caseId);
  const now = Math.max(...events.map((event) => event.recordedAt));
  if (stored === null || stored.lastSeq < state.seq) {
    const number = stored?.number ?? (await nextCaseNumber(scope, tx, tenantId));
    await upsertCase(scope, tx, caseRow(state, number, now));
    for (const clock of clockRows(state, now)) await upsertClock(scope, tx, clock);
  }
  const known = await listLedger(scope, tx, tenantId, caseId, { afterSeq: (events[0]?.seq ?? 1) - 1, limit: events.length });
  const fresh = events.filter((event) => known.every((row) => row.seq !== event.seq));
  await insertLedger(scope, tx, fresh.map((event) => ledgerRow(state, event)));
  await insertCaseFindings(scope, tx, fresh.flatMap((event) => findingsOf(event).map((finding) => ({ tenantId, caseId, findingId: finding.id, joinedAt: new Date(event.at) }))));
  for (const event of fresh) await appendAudit(tx, scope, tenantId, event.type, `case/${caseId}`, { seq: event.seq, by: event.actor });
}

function caseRow(state: CaseState, number: number, now: number): Prisma.CaseUncheckedCreateInput {
  const { slaState, nextDueAt } = summariseSla(state, now);
  const { active, round, step, nextAt, silencedUntil } = state.escalation;
  return {
    tenantId: state.tenantId,
    id: state.caseId,
    number,
    siteId: state.siteId,
    title: state.title,
    severity: state.severity,
    status: state.status,
    verdict: state.verdict,
    assignee: state.assignee,
    groupKey: state.groupKey,
    detectionId: state.detectionId,
    primaryAssetId: state.primaryAssetId,
    techniques: state.techniques,
    summary: state.summary,
    findingCount: state.findings.count,
    firstEventAt: date(state.milestones.firstEvent),
    openedAt: new Date(state.milestones.opened),
    acknowledgedAt: date(state.milestones.acknowledged),
    containedAt: date(state.milestones.contained),
    customerNotifiedAt: date(state.milestones.customerNotified),
    resolvedAt: date(state.milestones.resolved),
    closedAt: date(state.milestones.closed),
    nextDueAt: date(nextDueAt),
    slaState,
    escalation: { active, round, step, nextAt: date(nextAt)?.toISOString() ?? null, silencedUntil: date(silencedUntil)?.toISOString() ?? null, acknowledged: state.acknowledgement !== null },
    state: state as unknown as Prisma.InputJsonValue,
    lastSeq: state.seq,
    linkedCaseId: state.linkedCaseId,
    updatedAt: new Date(now),
  };
}

function clockRows(state: CaseState, now: number): Prisma.CaseClockUncheckedCreateInput[] {
  return clockViews(state, now).map((clock) => ({
    tenantId: state.tenantId,
    caseId: state.caseId,
    name: clock.name,
    targetMinutes: Math.max(1, Math.round(clock.targetMinutes)),
    calendar: clock.calendar,
    state: clock.state,
    startedAt: new Date(clock.startedAt),
    dueAt: date(clock.dueAt),
    warnAt: date(clock.warnAt),
    stoppedAt: date(clock.stoppedAt),
    breachedAt: date(clock.breachedAt),
    consumedMs: BigInt(Math.round(clock.consumedMs)),
    runningSince: date(clock.runningSince),
  }));
}

function ledgerRow(state: CaseState, event: LedgerEvent): Prisma.CaseLedgerEntryCreateManyInput {
  return {
    tenantId: state.tenantId,
    caseId: state.caseId,
    seq: event.seq,
    type: event.type,
    at: new Date(event.at),
    recordedAt: new Date(event.recordedAt),
    actor: { ...event.actor, roles: [...event.actor.roles] },
    data: event.data as unknown as Prisma.InputJsonValue,
    visibility: event.visibility,
  };
}

function findingsOf(event: LedgerEvent): readonly CaseFinding[] {
  return event.type === 'case.opened' || event.type === 'case.joined' ? event.data.findings : [];
}
