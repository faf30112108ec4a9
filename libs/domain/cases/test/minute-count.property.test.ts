import { CASE_SEVERITIES, type CaseSeverity } from '@watchfloor/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldClockFacts, isOpen, NO_CLOCKS, type ClockFact, type ClockRule, type Policy } from '../src/index.ts';
import { clockOutcome } from '../src/sla/clock-view.ts';
import { MINUTE, ms, POLICY } from './contract-fixture.ts';

const GRACE_MINUTES = 30;
const DAYS = 8;

/** A clock by counting minutes, as SEMANTICS §5 words it: the slow reference. */
function countMinutes(policy: Policy, name: string, facts: readonly ClockFact[], end: number): { consumed: number; due: number | null; breached: boolean; paused: boolean } {
  const open = (rule: ClockRule, at: number): boolean => isOpen(policy.calendars[rule.calendar] ?? fail(), at);
  /** Earliest minute at which `minutes` more have been counted. */
  const add = (rule: ClockRule, from: number, minutes: number): number => {
    let at = from;
    for (let left = minutes; left > 0; at += MINUTE) if (open(rule, at)) left--;
    return at;
  };
  const minutesOf = (rule: ClockRule): number => rule.targetMs / MINUTE;
  const ruleOf = (severity: CaseSeverity): ClockRule => policy.sla[severity]?.[name] ?? fail();
  let severity: CaseSeverity = 'medium';
  let rule = ruleOf(severity);
  let target = minutesOf(rule);
  let consumed = 0;
  let paused = false;
  let breachedAt: number | null = null;
  let due: number | null = null;
  const start = facts[0]?.at ?? end;
  const plan = (at: number): void => {
    if (breachedAt === null) due = paused ? null : add(rule, at, target - consumed);
  };
  const queue = [...facts];
  for (let at = start; at <= end; at += MINUTE) {
    for (let fact = queue[0]; fact !== undefined && fact.at <= at; fact = queue[0]) {
      queue.shift();
      if (breachedAt === null && due !== null && at > due) breachedAt = due;
      if (fact.kind === 'start') severity = fact.severity;
      if (fact.kind === 'start') [rule, target] = [ruleOf(severity), minutesOf(ruleOf(severity))];
      if (fact.kind === 'hold') paused = true;
      if (fact.kind === 'resume') paused = false;
      if (fact.kind === 'rate') rate(fact.severity, at);
      else plan(at);
    }
    if (at < end && !paused && open(rule, at)) consumed++;
  }
  const breached = breachedAt !== null || (due !== null && end > due);
  return { consumed, due, breached, paused };

  function rate(to: CaseSeverity, at: number): void {
    const raised = CASE_SEVERITIES.indexOf(to) > CASE_SEVERITIES.indexOf(severity);
    const next = ruleOf(to);
    if (to !== severity && raised && breachedAt === null) {
      const oldDue = add(rule, at, target - consumed);
      const newDue = Math.max(add(next, at, minutesOf(next) - consumed), add(next, at, GRACE_MINUTES));
      if (newDue <= oldDue) [rule, target] = [next, Math.max(minutesOf(next), consumed + GRACE_MINUTES)];
    } else if (to !== severity) [rule, target] = [next, minutesOf(next)];
    severity = to;
    plan(at);
  }
}

function fail(): never {
  throw new Error('not in the fixture');
}

test('clocks agree with a minute-by-minute count over calendars, holidays, pauses and re-ratings', () => {
  const calendars = Object.fromEntries(Object.entries(POLICY.calendars));
  const rule = fc.record({ targetMs: fc.integer({ min: 1, max: 1_500 }).map((minutes) => minutes * MINUTE), calendar: fc.constantFrom('office', 'always'), warnPercents: fc.constant([75]) });
  const policies = fc.tuple(rule, rule, rule).map(([medium, high, critical]): Policy => ({ ...POLICY, calendars, sla: { medium: { resolve: medium }, high: { resolve: high }, critical: { resolve: critical } } }));
  const severity = fc.constantFrom('medium' as const, 'high' as const, 'critical' as const);
  const step = fc.record({ after: fc.integer({ min: 1, max: 900 }), what: fc.oneof(fc.constant('hold' as const), fc.constant('resume' as const), severity) });
  const start = fc.tuple(fc.constantFrom('2026-12-22T06:00:00Z', '2026-12-31T06:00:00Z', '2027-03-24T06:00:00Z'), fc.nat(2 * 1440)).map(([from, minutes]) => ms(from) + minutes * MINUTE);
  fc.assert(
    fc.property(policies, severity, start, fc.array(step, { maxLength: 8 }), (policy, opening, from, steps) => {
      let at = from;
      const facts: ClockFact[] = [{ kind: 'start', at, severity: opening }];
      for (const { after, what } of steps) {
        at += after * MINUTE;
        if (what === 'hold') facts.push({ kind: 'hold', at });
        else if (what === 'resume') facts.push({ kind: 'resume', at, automatic: false });
        else facts.push({ kind: 'rate', at, severity: what });
      }
      const end = Math.min(from + DAYS * 1440 * MINUTE, at + 600 * MINUTE);
      const known = facts.filter((fact) => fact.at <= end);
      const expected = countMinutes(policy, 'resolve', known, end);
      const run = foldClockFacts(NO_CLOCKS, [...known, { kind: 'hold', at: end }], [policy]).runs['resolve'] ?? fail();
      const live = foldClockFacts(NO_CLOCKS, known, [policy]).runs['resolve'] ?? fail();
      expect(run.consumedMs / MINUTE).toBe(expected.consumed);
      expect(live.dueAt).toBe(expected.due);
      expect(clockOutcome(calendars, live, end) === 'breached').toBe(expected.breached);
      expect(live.phase === 'paused').toBe(expected.paused);
      // Breached means that the target was used up, whatever was paused in between.
      if (expected.breached && live.rule === run.rule && live.breachedAt === null) expect(run.consumedMs).toBeGreaterThanOrEqual(run.rule.targetMs);
    }),
    { numRuns: 100 },
  );
});
