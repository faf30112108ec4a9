import { CASE_SEVERITIES, type CaseSeverity } from '@watchfloor/core';
import type { ClockRules, Policy } from '../policy.ts';
import { cancelClock, pauseClock, replanClock, rerateClock, resumeClock, settleClock, startClock, stopClock, type Calendars } from './clock.ts';
import type { ClockFact, ClockFold, ClockRun } from './clock-run.ts';

type Runs = Record<string, ClockRun>;

/** Before any fact. */
export const NO_CLOCKS: ClockFold = { severity: null, revision: 0, held: false, finished: false, runs: {} };

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
      return { ...fold, severity: fact.severity, runs: startMissing(calendars, rulesOf(policies, fold.revision, fact.severity), {}, fact.at, false) };
    case 'stop':
      return eachRun(fold, (run) => (run.name === fact.clock ? stopClock(calendars, run, fact.at) : run));
    case 'hold':
      return fold.finished ? fold : { ...eachRun(fold, (run) => (isPausable(run) ? pauseClock(calendars, run, fact.at) : run)), held: true };
    case 'resume':
      return fold.finished ? fold : { ...eachRun(fold, (run) => (run.phase === 'paused' ? resumeClock(calendars, run, fact.at) : run)), held: false };
    case 'resolve':
      return fold.finished ? fold : { ...eachRun(fold, (run) => endAtResolve(calendars, run, fact)), held: false, finished: true };
    case 'reopen':
      return fold.finished ? { ...eachRun(fold, (run) => restart(calendars, rules, run, fact.at)), finished: false } : fold;
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
function endAtResolve(calendars: Calendars, run: ClockRun, fact: ClockFact & { kind: 'resolve' }): ClockRun {
  const ends = run.name === 'resolve' || run.name === 'acknowledge' || (run.name === 'contain' && fact.contained);
  return ends ? stopClock(calendars, run, fact.at) : cancelClock(calendars, run, fact.at);
}

/** On reopening the resolve clock and the cancelled ones run on with what they had consumed. */
function restart(calendars: Calendars, rules: ClockRules, run: ClockRun, at: number): ClockRun {
  const rule = rules[run.name];
  if (rule === undefined || (run.phase !== 'cancelled' && run.name !== 'resolve')) return run;
  const same = rule.targetMs === run.contractTargetMs && rule.calendar === run.rule.calendar;
  return resumeClock(calendars, same ? run : { ...run, rule, contractTargetMs: rule.targetMs }, at);
}

function rate(fold: ClockFold, severity: CaseSeverity, at: number, calendars: Calendars, rules: ClockRules): ClockFold {
  if (fold.finished || severity === fold.severity) return { ...fold, severity };
  const raised = fold.severity !== null && CASE_SEVERITIES.indexOf(severity) > CASE_SEVERITIES.indexOf(fold.severity);
  const runs: Runs = {};
  for (const [name, run] of Object.entries(fold.runs)) {
    const rule = rules[name];
    if (run.phase === 'stopped') runs[name] = run;
    else if (rule === undefined) runs[name] = raised ? run : cancelClock(calendars, run, at);
    else if (run.phase === 'cancelled') runs[name] = resumeOrHold(calendars, { ...run, rule, contractTargetMs: rule.targetMs }, at, fold.held);
    else runs[name] = rerateClock(calendars, run, rule, at, raised);
  }
  return { ...fold, severity, runs: startMissing(calendars, rules, runs, at, fold.held) };
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
  return { ...fold, revision, runs: fold.finished ? runs : startMissing(calendars, rules, runs, at, fold.held) };
}

function resumeOrHold(calendars: Calendars, run: ClockRun, at: number, held: boolean): ClockRun {
  return held && isPausable(run) ? { ...run, phase: 'paused', stoppedAt: null } : resumeClock(calendars, run, at);
}

function startMissing(calendars: Calendars, rules: ClockRules, runs: Runs, at: number, held: boolean): Runs {
  const all = { ...runs };
  for (const [name, rule] of Object.entries(rules)) {
    all[name] ??= startClock(calendars, name, rule, at, held && name !== 'acknowledge');
  }
  return all;
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
