import { ApplicationFailure } from '@temporalio/common';
import type { NoticeReport, NoticeResult } from '@watchfloor/cases';
import { channels, DeliveryFailed, type ChannelSettings, type Notice } from '@watchfloor/channels';
import type { CaseSeverity, TenantScope } from '@watchfloor/core';
import { findCase, findTenant, listNotices, upsertNotice, withTenant, type Notice as NoticeRow, type Postgres } from '@watchfloor/postgres';
import type { CaseActivities, NoticeOrder } from '@watchfloor/workflow-cases';
import type { Logger } from 'pino';
import { contractOf } from '../notices/contract-of.ts';
import { resolveDeliveries, type Delivery } from '../notices/resolve-deliveries.ts';
import { beating } from './heartbeat.ts';
import { workflowScope } from './workflow-scope.ts';

/** A notice that goes out this long after its step was due is marked late. */
const LATE_MS = 60_000;

export interface NotifyOptions {
  readonly db: Postgres;
  readonly channels: ChannelSettings;
  readonly log: Logger;
  /** Page of a case. */
  caseUrl(tenantId: string, caseId: string): string;
}

type NotifyActivities = Pick<CaseActivities, 'notify' | 'settleNotices'>;

/** Sends the notices of escalation steps. A notice's row carries its key: what is delivered or failed for good is never sent again. */
export function notifyActivities(options: NotifyOptions): NotifyActivities {
  return {
    notify: (order) =>
      beating(async () => {
        const scope = workflowScope(order);
        const plan = await planNotices(options, scope, order);
        const open = plan.deliveries.filter((delivery) => plan.rows.get(delivery.key)?.status !== 'delivered' && plan.rows.get(delivery.key)?.status !== 'failed');
        const rows = await Promise.all(open.map((delivery) => deliver(options, scope, order, delivery, plan)));
        const retry = rows.filter((row) => row.status === 'sending');
        if (retry.length > 0) throw ApplicationFailure.retryable(`${retry.length} of ${plan.deliveries.length} notices not delivered yet`, 'UNDELIVERED');
        return reportOf(options, scope, order, plan.deliveries);
      }),
    async settleNotices(settlement) {
      const scope = workflowScope(settlement);
      const plan = await planNotices(options, scope, settlement);
      for (const delivery of plan.deliveries) {
        const row = plan.rows.get(delivery.key) ?? newRow(settlement, delivery);
        if (row.status === 'sending') await saveRow(options.db, scope, { ...row, status: 'failed', error: [settlement.reason, row.error].filter(Boolean).join('; ') });
      }
      return reportOf(options, scope, settlement, plan.deliveries);
    },
  };
}

interface Plan {
  deliveries: Delivery[];
  rows: Map<string, NoticeRow>;
  notice: Omit<Notice, 'key' | 'late'>;
}

async function planNotices(options: NotifyOptions, scope: TenantScope, order: NoticeOrder): Promise<Plan> {
  const { tenantId, caseId, step } = order;
  return withTenant(options.db, scope, async (tx) => {
    const row = await findCase(scope, tx, tenantId, caseId);
    const tenant = await findTenant(scope, tx, tenantId);
    if (row === null || tenant === null) throw ApplicationFailure.retryable('the case is not recorded yet', 'UNRECORDED');
    const contract = await contractOf(scope, tx, tenantId, options.log);
    const rows = new Map((await listNotices(scope, tx, tenantId, caseId)).map((notice) => [notice.idempotencyKey, notice]));
    const notice = {
      kind: 'escalation' as const,
      tenantId,
      tenantName: tenant.name,
      caseId,
      caseNumber: row.number,
      title: row.title,
      summary: row.summary,
      severity: row.severity as CaseSeverity,
      status: row.status,
      openedAt: row.openedAt.getTime(),
      dueAt: step.dueAt,
      ...(row.nextDueAt === null ? {} : { nextDueAt: row.nextDueAt.getTime() }),
      round: step.round,
      step: step.step,
      important: step.important,
      url: options.caseUrl(tenantId, caseId),
    };
    return { deliveries: resolveDeliveries(contract, caseId, step, order.now), rows, notice };
  });
}

/** One attempt: the row says 'sending' before anything leaves, so that a crash is seen and the key stays the same. */
async function deliver(options: NotifyOptions, scope: TenantScope, order: NoticeOrder, delivery: Delivery, plan: Plan): Promise<NoticeRow> {
  const before = plan.rows.get(delivery.key) ?? newRow(order, delivery);
  const attempt = { ...before, attempts: before.attempts + 1 };
  await saveRow(options.db, scope, attempt);
  const channel = channels.find((one) => one.id === delivery.channel);
  const after = await (channel === undefined
    ? Promise.reject(new DeliveryFailed(`there is no channel ${delivery.channel}`, false))
    : channel.send(options.channels, { ...plan.notice, key: delivery.key, late: attempt.late }, delivery.recipient)
  ).then(
    () => ({ ...attempt, status: 'delivered', deliveredAt: new Date(Math.max(Date.now(), order.now)), error: null }),
    (error: unknown) => {
      if (!(error instanceof DeliveryFailed)) throw error;
      return { ...attempt, status: error.retryable ? 'sending' : 'failed', error: error.message };
    },
  );
  await saveRow(options.db, scope, after);
  return after;
}

function newRow(order: NoticeOrder, delivery: Delivery): NoticeRow {
  const { tenantId, caseId, step } = order;
  return {
    tenantId,
    idempotencyKey: delivery.key,
    caseId,
    channel: delivery.channel,
    recipient: delivery.recipient.name,
    round: step.round,
    step: step.step,
    status: 'sending',
    attempts: 0,
    dueAt: new Date(step.dueAt),
    deliveredAt: null,
    late: step.late || Date.now() - step.dueAt > LATE_MS,
    error: null,
  };
}

async function saveRow(db: Postgres, scope: TenantScope, row: NoticeRow): Promise<void> {
  await withTenant(db, scope, (tx) => upsertNotice(scope, tx, row));
}

async function reportOf(options: NotifyOptions, scope: TenantScope, order: NoticeOrder, deliveries: readonly Delivery[]): Promise<NoticeReport> {
  const { tenantId, caseId, step } = order;
  const rows = await withTenant(options.db, scope, (tx) => listNotices(scope, tx, tenantId, caseId));
  const orgs = new Map(deliveries.map((delivery) => [delivery.key, delivery.org]));
  const results = rows.filter((row) => row.round === step.round && row.step === step.step).map((row): NoticeResult => resultOf(row, orgs.get(row.idempotencyKey)));
  return { key: '', round: step.round, step: step.step, results };
}

function resultOf(row: NoticeRow, org: NoticeResult['org']): NoticeResult {
  return {
    recipient: row.recipient,
    channel: row.channel,
    status: row.status === 'delivered' ? 'delivered' : 'failed',
    late: row.late,
    ...(row.error === null ? {} : { error: row.error }),
    ...(org === undefined ? {} : { org }),
    ...(row.deliveredAt === null ? {} : { at: row.deliveredAt.getTime() }),
  };
}
