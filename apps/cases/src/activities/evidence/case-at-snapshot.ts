import { clockViews, ledgerEventOf, replayLedger, type CaseState, type LedgerEvent } from '@watchfloor/cases';
import type { CaseFact } from '@watchfloor/compliance';
import type { Case, CaseLedgerEntry } from '@watchfloor/postgres';

export interface CaseAtSnapshot {
  readonly fact: CaseFact;
  /** What cases.ndjson says: the case as it stood, and its ledger up to then. */
  readonly document: Readonly<Record<string, unknown>>;
}

function findingIds(events: readonly LedgerEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'case.opened' || event.type === 'case.joined' ? event.data.findings.map((finding) => finding.id) : []));
}

/**
 * A case as it stood at the snapshot, rebuilt from its ledger up to then: rows written later change nothing in it.
 * Undefined for a case that had no ledger yet.
 */
export function caseAtSnapshot(row: Case, ledger: readonly CaseLedgerEntry[], snapshotMs: number): CaseAtSnapshot | undefined {
  const events = ledger.map(ledgerEventOf).filter((event) => event.recordedAt <= snapshotMs);
  const policy = (row.state as unknown as CaseState).policies[0];
  if (events.length === 0 || !policy) return undefined;
  const state = replayLedger(events, policy);
  const clocks = clockViews(state, snapshotMs).map(({ name, state: outcome, dueAt, stoppedAt, breachedAt, targetMinutes, calendar, consumedMs }) => ({ name, state: outcome, targetMinutes, calendar, consumedMs, dueAt, stoppedAt, breachedAt }));
  const fact: CaseFact = {
    id: row.id,
    number: row.number,
    severity: state.severity,
    status: state.status,
    verdict: state.verdict,
    techniques: state.techniques,
    openedAt: state.milestones.opened,
    acknowledgedAt: state.milestones.acknowledged,
    resolvedAt: state.milestones.resolved,
    findingIds: [...new Set(findingIds(events))].sort(),
    clocks: clocks.map(({ name, state: outcome, dueAt, stoppedAt, breachedAt }) => ({ name, state: outcome, dueAt, stoppedAt, breachedAt })),
    ledgerSeqs: events.map((event) => event.seq),
    escalationSteps: events.filter((event) => event.type === 'escalation.step').length,
    noticesDelivered: events.filter((event) => event.type === 'notice.delivered').length,
  };
  const { title, summary, siteId, detectionId, primaryAssetId, milestones, assignee } = state;
  const ledgerRows = events.map(ledgerRow);
  return { fact, document: { ...fact, title, summary, siteId, detectionId, primaryAssetId, assignee, milestones, clocks, ledger: ledgerRows } };
}

/** A package is the customer's: of an entry that only the provider may see it says that there is one, and no more. */
function ledgerRow({ seq, type, at, recordedAt, actor, data, visibility }: LedgerEvent): Readonly<Record<string, unknown>> {
  const row = { seq, type, at: iso(at), recordedAt: iso(recordedAt) };
  return visibility === 'customer' ? { ...row, actor, data } : { ...row, visibility };
}

const iso = (ms: number): string => new Date(ms).toISOString();
