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
  return { ...run, record, warnAt: nextWarning(calendars, run, record)?.at ?? null };
}

/** The next warning of a running clock: the first percentage not yet warned about, and the instant it is reached. */
export function nextWarning(calendars: Calendars, run: ClockRun, record: ClockRecord): { percent: number; at: number } | null {
  if (run.phase !== 'running' || run.runningSince === null || run.breachedAt !== null) return null;
  const percent = run.rule.warnPercents.find((it) => !record.warned.includes(it));
  if (percent === undefined) return null;
  const at = addBusinessTime(calendarOf(calendars, run.rule), run.runningSince, Math.round((run.rule.targetMs * percent) / 100) - run.consumedMs);
  return at === null ? null : { percent, at };
}

function foldOldFacts(state: CaseState, before: number): void {
  const old = state.facts.filter((fact) => fact.at < before);
  state.base = foldClockFacts(state.base, old, state.policies);
  state.facts = state.facts.filter((fact) => fact.at >= before);
}
