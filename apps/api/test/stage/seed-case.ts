import { randomUUID } from 'node:crypto';
import { CaseMachine, clockViews, summariseSla, type Command, type LedgerEvent } from '@watchfloor/cases';
import { compilePolicy } from '@watchfloor/cases/compile';
import { parseContract } from '@watchfloor/cases/contract';
import type { Actor, CaseSeverity } from '@watchfloor/core';
import { insertCaseFindings, insertLedger, nextCaseNumber, upsertCase, upsertClock, withTenant, type Postgres, type Prisma } from '@watchfloor/postgres';
import { mintScope, seedContract, type SeededTenant } from '@watchfloor/testing-env';

export interface SeedCase {
  readonly openedAt?: Date;
  readonly title?: string;
  readonly severity?: CaseSeverity;
  readonly findingIds?: readonly string[];
  readonly commands?: readonly { readonly by: Actor; readonly command: Command; readonly afterMs: number }[];
}

const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** Writes a case as the service `cases` would after these commands (with its database role), without a Temporal. */
export async function seedCase(cases: Postgres, tenant: SeededTenant, options: SeedCase = {}): Promise<{ caseId: string; ledger: LedgerEvent[] }> {
  const { tenantId } = tenant;
  const openedAt = (options.openedAt ?? new Date()).getTime();
  const caseId = randomUUID();
  const findings = (options.findingIds ?? [randomUUID()]).map((id) => ({ id, timeMs: openedAt - 1_000, severityId: 4, title: 'A write' }));
  const machine = CaseMachine.open({
    tenantId, caseId, siteId: tenant.siteId, groupKey: `g:${caseId}`, detectionId: 'modbus-write', title: options.title ?? 'Register written', summary: 'The laptop wrote to the PLC',
    severity: options.severity ?? 'high', primaryAssetId: tenant.assets.plc.id, techniques: ['T0836'], firstEventAt: openedAt - 1_000, findings, openedAt,
    policy: compilePolicy(parseContract(seedContract(tenant.timeZone)), openedAt),
  });
  for (const { by, command, afterMs } of options.commands ?? []) machine.apply({ key: randomUUID(), by, receivedAt: openedAt + afterMs, command }, openedAt + afterMs);
  const ledger = machine.drain();
  const { state } = machine;
  const now = Math.max(...ledger.map((event) => event.recordedAt));
  const scope = mintScope([tenantId]);
  await withTenant(cases, scope, async (tx) => {
    const { milestones } = state;
    const { nextDueAt, slaState } = summariseSla(state, now);
    await upsertCase(scope, tx, {
      tenantId, id: caseId, number: await nextCaseNumber(scope, tx, tenantId), siteId: state.siteId, title: state.title, severity: state.severity, status: state.status, verdict: state.verdict,
      assignee: state.assignee, groupKey: state.groupKey, detectionId: state.detectionId, primaryAssetId: state.primaryAssetId, techniques: state.techniques, summary: state.summary,
      findingCount: state.findings.count, firstEventAt: date(milestones.firstEvent), openedAt: new Date(milestones.opened), acknowledgedAt: date(milestones.acknowledged),
      resolvedAt: date(milestones.resolved), closedAt: date(milestones.closed), nextDueAt: date(nextDueAt), slaState, escalation: { active: state.escalation.active, round: state.escalation.round, step: state.escalation.step, nextAt: date(state.escalation.nextAt)?.toISOString() ?? null },
      state: state as unknown as Prisma.InputJsonValue, lastSeq: state.seq, updatedAt: new Date(now),
    });
    for (const view of clockViews(state, now)) {
      await upsertClock(scope, tx, { tenantId, caseId, name: view.name, targetMinutes: view.targetMinutes, calendar: view.calendar, state: view.state, startedAt: new Date(view.startedAt), dueAt: date(view.dueAt), consumedMs: BigInt(Math.round(view.consumedMs)) });
    }
    await insertLedger(scope, tx, ledger.map((event) => ({ tenantId, caseId, seq: event.seq, type: event.type, at: new Date(event.at), recordedAt: new Date(event.recordedAt), actor: event.actor as unknown as Prisma.InputJsonValue, data: event.data as unknown as Prisma.InputJsonValue, visibility: event.visibility })));
    await insertCaseFindings(scope, tx, findings.map((finding) => ({ tenantId, caseId, findingId: finding.id, joinedAt: new Date(openedAt) })));
  });
  return { caseId, ledger };
}

/** A person as the ledger names them. */
export function personActor(name: string, org: 'provider' | 'customer', role: string): Actor {
  return { kind: 'person', id: name, name, org, roles: [role] };
}
