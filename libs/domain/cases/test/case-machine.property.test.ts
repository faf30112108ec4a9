import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockViews, isOpenStatus, replayLedger, type CaseMachine, type CaseState, type LedgerEvent } from '../src/index.ts';
import { asJson, POLICY } from './contract-fixture.ts';
import { envelope } from './contract-fixture.ts';
import { life, play, type Lived } from './random-life.ts';

/** What a life comes to, without when the machine happened to look. */
function outcome({ machine, end }: Lived): unknown {
  const { state } = machine;
  return { clocks: clockViews(state, end).map((view) => ({ ...view, warnAt: null })), milestones: state.milestones, status: state.status, severity: state.severity, assignee: state.assignee, findings: state.findings, acknowledged: state.acknowledgement !== null };
}

/** Ledger rows by what they say; repetitions of the last resort are bundled after an outage, so they are left out. */
function story(events: readonly LedgerEvent[]): unknown[] {
  return events
    .filter((event) => !(event.type === 'escalation.step' && event.data.lastResort))
    .map(({ type, at, actor, visibility, data }) => ({ type, at, actor, visibility, data: { ...data, noticedAt: 0, late: false } }));
}

describe('a case', () => {
  test('comes to the same whenever it is told the time', () => {
    fc.assert(
      fc.property(life, fc.array(fc.nat(6_000), { maxLength: 20 }), (it, ticks) => {
        const woken = play(it, { wakes: true });
        const ticked = play(it, { ticks });
        expect(outcome(ticked)).toEqual(outcome(woken));
        expect(story(ticked.events)).toEqual(story(woken.events));
        expect(story(play(it).events)).toEqual(story(woken.events));
      }),
      { numRuns: 150 },
    );
  });

  test('comes to the same however late its commands are processed, up to 14 minutes', () => {
    fc.assert(
      fc.property(life, (it) => {
        expect(outcome(play(it, { delayed: true, wakes: true }))).toEqual(outcome(play(it, { wakes: true })));
      }),
      { numRuns: 300 },
    );
  });

  test('is rebuilt from its ledger alone', () => {
    fc.assert(
      fc.property(life, fc.boolean(), (it, delayed) => {
        const { machine, events } = play(it, { delayed, wakes: true });
        const rows = JSON.parse(JSON.stringify(events)) as LedgerEvent[];
        expect(asJson(replayLedger(rows, POLICY))).toEqual(asJson(machine.state));
      }),
      { numRuns: 150 },
    );
  });

  test('keeps its promises whatever is asked of it', () => {
    fc.assert(
      fc.property(life, fc.boolean(), (it, delayed) => {
        let before: CaseState | undefined;
        const check = (machine: CaseMachine, now: number): void => {
          holds(machine, now, before);
          before = asJson(machine.state);
        };
        const { events } = play(it, { delayed, wakes: true, after: check });
        ledgerHolds(events);
      }),
      { numRuns: 150 },
    );
  });

  test('does nothing again for a key that it has seen', () => {
    fc.assert(
      fc.property(life, (it) => {
        const { machine, events, end } = play(it, { wakes: true });
        const after = asJson(machine.state);
        for (const event of events) {
          if (event.key === null) continue;
          const again = envelope({ type: 'resolve', verdict: 'exercise', reason: 'again' }, event.actor, end, event.key);
          machine.check(again, end);
          expect(machine.apply(again, end).duplicate).toBe(true);
        }
        expect(asJson(machine.state)).toEqual(after);
        expect(machine.drain()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

function holds(machine: CaseMachine, now: number, before: CaseState | undefined): void {
  const { state } = machine;
  const wake = machine.nextWake();
  expect(wake === null || wake > now).toBe(true);
  for (const [name, at] of Object.entries(before?.milestones ?? {})) {
    if (at !== null) expect(state.milestones[name as keyof typeof state.milestones], `milestone ${name}`).toBe(at);
  }
  if (state.status === 'closed' || state.status === 'resolved') {
    expect(state.verdict).not.toBeNull();
    expect(state.escalation.active).toBe(false);
  }
  if (isOpenStatus(state.status)) expect(state.escalation.nextAt ?? state.escalation.silencedUntil ?? state.acknowledgement, 'a next step or an acknowledgement').not.toBeNull();
  expect(state.facts.map((fact) => fact.at)).toEqual(state.facts.map((fact) => fact.at).sort((left, right) => left - right));
  expect(state.findings.recentIds.length).toBeLessThanOrEqual(512);
  for (const clock of Object.values(state.clocks)) {
    expect(clock.record.warned.length).toBeLessThanOrEqual(1);
    const missed = clock.breachedAt ?? (clock.phase === 'running' && clock.dueAt !== null && now > clock.dueAt ? clock.dueAt : null);
    expect(clock.record.breach?.at ?? null, `the breach on record of ${clock.name}`).toBe(missed);
    if (clock.breachedAt !== null) expect(clock.dueAt).toBe(clock.breachedAt);
  }
}

function ledgerHolds(events: readonly LedgerEvent[]): void {
  expect(events.map((event) => event.seq)).toEqual(events.map((_event, index) => index + 1));
  const steps = events.flatMap((event) => (event.type === 'escalation.step' ? [`${event.data.round}.${event.data.step}`] : []));
  expect(new Set(steps).size).toBe(steps.length);
  for (const event of events) {
    expect(event.at).toBeLessThanOrEqual(event.recordedAt);
    if (event.type === 'escalation.step' && event.data.targets.length === 0) {
      expect(events.some((row) => row.type === 'escalation.nobody' && row.data.round === event.data.round && row.data.step === event.data.step)).toBe(true);
    }
  }
}
