import { Refused } from '@watchfloor/core';
import type { SlaContract } from '../contract/contract-schema.ts';
import { parseSlaContract } from '../contract/parse-contract.ts';
import { refreshRun } from '../case-machine/refresh-clocks.ts';
import type { Policy } from '../policy.ts';
import { viewClock, type ClockOutcome } from '../sla/clock-view.ts';
import type { ClockFact } from '../sla/clock-run.ts';
import { foldClockFacts, NO_CLOCKS } from '../sla/fold-clock-facts.ts';
import { compileSlaPolicy } from './compile-policy.ts';
import { isRecord, type LedgerFileRow } from './ledger-file.ts';
import { readClockFacts, type FileFact } from './read-clock-facts.ts';

/** One clock as people and scripts read it; times in ISO 8601, UTC. */
export interface ClockReport {
  readonly clock: string;
  readonly state: ClockOutcome;
  readonly targetMinutes: number;
  readonly calendar: string;
  readonly startedAt: string;
  /** Null while paused. */
  readonly due: string | null;
  readonly consumedMinutes: number;
  readonly consumedMs: number;
  /** Below zero once more was used than the target. */
  readonly remainingMs: number;
  readonly warnAt: string | null;
  readonly breachedAt: string | null;
  readonly stoppedAt: string | null;
}

/**
 * Every clock of a case from nothing but its contract and its ledger, as of `now` (epoch ms): the same rules as a running
 * case, so it proves or refutes what was recorded. Rows after `now` are left out. Throws Refused INVALID_INPUT for a ledger
 * that makes no sense.
 */
export function computeClocks(contract: SlaContract, ledger: readonly LedgerFileRow[], now: number): ClockReport[] {
  const facts = readClockFacts(ledger, now);
  const from = facts[0]?.at ?? now;
  const policies: Policy[] = [compileSlaPolicy(contract, from)];
  const fold = foldClockFacts(NO_CLOCKS, facts.map((fact) => compileFact(fact, policies, from)), policies);
  const calendars = policies[fold.revision]?.calendars ?? {};
  return Object.values(fold.runs).map((run) => {
    const view = viewClock(calendars, run, refreshRun(calendars, run, { warned: [], breach: null }).warnAt, now);
    return {
      clock: view.name,
      state: view.state,
      targetMinutes: view.targetMinutes,
      calendar: view.calendar,
      startedAt: iso(view.startedAt),
      due: isoOrNull(view.dueAt),
      consumedMinutes: view.consumedMs / 60_000,
      consumedMs: view.consumedMs,
      remainingMs: run.rule.targetMs - view.consumedMs,
      warnAt: isoOrNull(view.warnAt),
      breachedAt: isoOrNull(view.breachedAt),
      stoppedAt: isoOrNull(view.stoppedAt),
    };
  });
}

/** Compiles a changed contract and adds it to `policies`. */
function compileFact(fact: FileFact, policies: Policy[], from: number): ClockFact {
  if (fact.kind !== 'document') return fact;
  const { contract, policy } = fact.row.fields;
  if (isRecord(policy) && isRecord(policy['sla']) && isRecord(policy['calendars'])) policies.push(policy as unknown as Policy);
  else if (isRecord(contract)) policies.push(compileSlaPolicy(parseSlaContract(contract), from));
  else throw new Refused('INVALID_INPUT', `${fact.row.place}: a change of contract needs the new document under contract`);
  return { kind: 'contract', at: fact.at, revision: policies.length - 1 };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
