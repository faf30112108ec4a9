import { addBusinessTime } from '../sla/business-time.ts';
import { calendarOf, type Calendars } from '../sla/clock.ts';
import type { ClockFact, ClockRun } from '../sla/clock-run.ts';
import { foldClockFacts } from '../sla/fold-clock-facts.ts';
import type { CaseClock, CaseState, ClockRecord } from '../states/case-state.ts';

/** A command counts at most this long before it is processed. */
export const BACKDATE_MS = 15 * 60_000;
/** With more facts than this, those that no late command can precede are folded away. */
const KEPT_FACTS = 64;

/** Adds a fact in its place in time and works the clocks out anew. */
export function addClockFact(state: CaseState, fact: ClockFact, recordedAt: number): void {
  const index = state.facts.findLastIndex((known) => known.at <= fact.at);
  state.facts.splice(index + 1, 0, fact);
  if (state.facts.length > KEPT_FACTS) foldOldFacts(state, recordedAt - BACKDATE_MS);
  refreshClocks(state);
}

/** The clocks after all facts, each with what is on record about it. */
export function refreshClocks(state: CaseState): void {
  const { runs, revision } = foldClockFacts(state.base, state.facts, state.policies);
  const calendars = state.policies[revision]?.calendars ?? {};
  state.clocks = Object.fromEntries(
    Object.entries(runs).map(([name, run]) => {
      const record: ClockRecord = state.clocks[name]?.record ?? { warned: [], breach: null };
      return [name, refreshRun(calendars, run, record)];
    }),
  );
}

/** A clock with what is on record about it and its next warning. */
export function refreshRun(calendars: Calendars, run: ClockRun, record: ClockRecord): CaseClock {
  return { ...run, record, warnAt: nextWarnAt(calendars, run, record) };
}

/** The first percentage of the target that was not warned about yet. */
export function nextPercent(run: ClockRun, record: ClockRecord): number | undefined {
  return run.rule.warnPercents.find((percent) => !record.warned.includes(percent));
}

/** When a running clock reaches that percentage; null when it does not run, is breached, or every warning was given. */
function nextWarnAt(calendars: Calendars, run: ClockRun, record: ClockRecord): number | null {
  const percent = nextPercent(run, record);
  if (percent === undefined || run.runningSince === null || run.breachedAt !== null) return null;
  return addBusinessTime(calendarOf(calendars, run.rule), run.runningSince, Math.round((run.rule.targetMs * percent) / 100) - run.consumedMs);
}

function foldOldFacts(state: CaseState, before: number): void {
  const old = state.facts.filter((fact) => fact.at < before);
  state.base = foldClockFacts(state.base, old, state.policies);
  state.facts = state.facts.filter((fact) => fact.at >= before);
}
