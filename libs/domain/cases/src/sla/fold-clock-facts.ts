import { CASE_SEVERITIES, type CaseSeverity } from '@watchfloor/core';
import type { ClockRules, Policy } from '../policy.ts';
import { cancelClock, newClock, pauseClock, replanClock, rerateClock, resumeClock, settleClock, stopClock, type Calendars } from './clock.ts';
import type { ClockFact, ClockFold, ClockRun } from './clock-run.ts';

type Runs = Record<string, ClockRun>;

/** Before any fact. */
export const NO_CLOCKS: ClockFold = { severity: null, revision: 0, held: false, finished: false, reached: [], runs: {} };

/**
 * All clocks after the facts, which must be ordered by `at`: a pure function, so it does not matter when or in which order
 * they were processed. `policies` by revision.
 */
export function foldClockFacts(base: ClockFold, facts: readonly ClockFact[], policies: readonly Policy[]): ClockFold {
  return facts.reduce((fold, fact) => foldClockFact(fold, fact, policies), base);
}

function foldClockFact(fold: ClockFold, fact: ClockFact, policies: readonly Policy[]): ClockFold {
  const calendars = policyOf(policies, fold.revision).calendars;
  const rules = rulesOf(policies, fold.revision, fold.severity);
  switch (fact.kind) {
    case 'start':
      return { ...fold, severity: fact.severity, runs: startMissing(fold, calendars, rulesOf(policies, fold.revision, fact.severity), {}, fact.at) };
    case 'stop':
      return { ...eachRun(fold, (run) => (run.name === fact.clock ? stopClock(calendars, run, fact.at) : run)), reached: union(fold.reached, [fact.clock]) };
    case 'hold':
      return fold.finished ? fold : { ...eachRun(fold, (run) => (isPausable(run) ? pauseClock(calendars, run, fact.at) : run)), held: true };
    case 'resume':
      return fold.finished ? fold : { ...eachRun(fold, (run) => (run.phase === 'paused' ? resumeClock(calendars, run, fact.at) : run)), held: false };
    case 'resolve':
      return fold.finished ? fold : resolve(fold, fact, calendars);
    case 'reopen':
      return fold.finished ? { ...eachRun(fold, (run) => restart(fold, calendars, rules, run, fact.at)), finished: false } : fold;
    case 'rate':
      return rate(fold, fact.severity, fact.at, calendars, rulesOf(policies, fold.revision, fact.severity));
    case 'contract':
      return changeContract(fold, fact.revision, fact.at, calendars, policies);
  }
}

/** Acknowledging is never paused: nothing that the customer does can delay it. */
function isPausable(run: ClockRun): boolean {
  return run.name !== 'acknowledge';
}

/** A resolution ends acknowledge and resolve, and contain when the threat was real; any other clock has lost its object. */
function resolve(fold: ClockFold, fact: ClockFact & { kind: 'resolve' }, calendars: Calendars): ClockFold {
  const reached = fact.contained ? ['acknowledge', 'contain'] : ['acknowledge'];
  const ends = (run: ClockRun): boolean => run.name === 'resolve' || reached.includes(run.name);
  const ended = eachRun(fold, (run) => (ends(run) ? stopClock(calendars, run, fact.at) : cancelClock(calendars, run, fact.at)));
  return { ...ended, held: false, finished: true, reached: union(fold.reached, reached) };
}

/** On reopening the resolve clock and the cancelled ones run on with what they had consumed. */
function restart(fold: ClockFold, calendars: Calendars, rules: ClockRules, run: ClockRun, at: number): ClockRun {
  const rule = rules[run.name];
  if (rule === undefined || (run.phase !== 'cancelled' && run.name !== 'resolve')) return run;
  const same = rule.targetMs === run.contractTargetMs && rule.calendar === run.rule.calendar;
  return runOn({ ...fold, held: false }, calendars, same ? run : { ...run, rule, contractTargetMs: rule.targetMs }, at);
}

function rate(fold: ClockFold, severity: CaseSeverity, at: number, calendars: Calendars, rules: ClockRules): ClockFold {
  if (fold.finished || severity === fold.severity) return { ...fold, severity };
  const raised = fold.severity !== null && CASE_SEVERITIES.indexOf(severity) > CASE_SEVERITIES.indexOf(fold.severity);
  const runs: Runs = {};
  for (const [name, run] of Object.entries(fold.runs)) {
    const rule = rules[name];
    if (run.phase === 'stopped') runs[name] = run;
    else if (rule === undefined) runs[name] = raised ? run : cancelClock(calendars, run, at);
    else if (run.phase === 'cancelled') runs[name] = runOn(fold, calendars, { ...run, rule, contractTargetMs: rule.targetMs }, at);
    else runs[name] = rerateClock(calendars, run, rule, at, raised);
  }
  return { ...fold, severity, runs: startMissing(fold, calendars, rules, runs, at) };
}

/** Consumed is settled under the old calendar up to `at`, the rest is planned under the new one. */
function changeContract(fold: ClockFold, revision: number, at: number, old: Calendars, policies: readonly Policy[]): ClockFold {
  const { calendars } = policyOf(policies, revision);
  const rules = rulesOf(policies, revision, fold.severity);
  const runs: Runs = {};
  for (const [name, run] of Object.entries(fold.runs)) {
    const rule = rules[name];
    if (run.phase === 'stopped' || run.phase === 'cancelled') runs[name] = run;
    else runs[name] = rule === undefined ? cancelClock(old, run, at) : replanClock(calendars, settleClock(old, run, at), rule);
  }
  return { ...fold, revision, runs: fold.finished ? runs : startMissing(fold, calendars, rules, runs, at) };
}

/** A clock that starts or goes on: paused while the case is on hold, over at once when its milestone was reached before. */
function runOn(fold: ClockFold, calendars: Calendars, run: ClockRun, at: number): ClockRun {
  if (fold.reached?.includes(run.name) === true) return stopClock(calendars, { ...run, phase: 'paused', stoppedAt: null }, at);
  return fold.held && isPausable(run) ? { ...run, phase: 'paused', stoppedAt: null } : resumeClock(calendars, run, at);
}

function startMissing(fold: ClockFold, calendars: Calendars, rules: ClockRules, runs: Runs, at: number): Runs {
  const all = { ...runs };
  for (const [name, rule] of Object.entries(rules)) {
    all[name] ??= runOn(fold, calendars, newClock(name, rule, at), at);
  }
  return all;
}

function union(known: readonly string[] = [], added: readonly string[]): string[] {
  return [...new Set([...known, ...added])];
}

function eachRun(fold: ClockFold, change: (run: ClockRun) => ClockRun): ClockFold {
  return { ...fold, runs: Object.fromEntries(Object.entries(fold.runs).map(([name, run]) => [name, change(run)])) };
}

function rulesOf(policies: readonly Policy[], revision: number, severity: CaseSeverity | null): ClockRules {
  return (severity === null ? undefined : policyOf(policies, revision).sla[severity]) ?? {};
}

function policyOf(policies: readonly Policy[], revision: number): Policy {
  const policy = policies[revision];
  if (policy === undefined) throw new Error(`there is no policy of revision ${revision}`);
  return policy;
}
