import { CASE_SEVERITIES, Refused, type Actor } from '@watchfloor/core';
import * as fc from 'fast-check';
import type { CaseMachine, Command, LedgerEvent } from '../src/index.ts';
import { ANALYST, CUSTOMER, DETECT, envelope, HOUR, LEAD, MINUTE, ms, openCase, POLICY } from './contract-fixture.ts';

/** One act of a random life: what is asked, by whom, minutes after the act before it. */
export interface Act {
  readonly afterMinutes: number;
  readonly delayMs: number;
  readonly by: Actor;
  readonly command: (receivedAt: number) => Command;
}

const people = fc.constantFrom(ANALYST, LEAD);
const severity = fc.constantFrom(...CASE_SEVERITIES);
/** Long, or short enough to end while a command is on its way. */
const length = fc.oneof(fc.integer({ min: 1, max: 40 * 60 }), fc.integer({ min: 1, max: 25 })).map((minutes) => minutes * MINUTE);
const fixed = (command: Command): fc.Arbitrary<Act['command']> => fc.constant(() => command);

const providerCommand: fc.Arbitrary<Act['command']> = fc.oneof(
  { weight: 2, arbitrary: fixed({ type: 'acknowledge' }) },
  { weight: 1, arbitrary: fixed({ type: 'unacknowledge', reason: 'wrong case' }) },
  { weight: 1, arbitrary: fixed({ type: 'assign', assignee: 'lena' }) },
  { weight: 2, arbitrary: fc.constantFrom('internal' as const, 'customer' as const).map((visibility) => (): Command => ({ type: 'comment', body: 'looking', visibility })) },
  { weight: 6, arbitrary: length.map((duration) => (at: number): Command => ({ type: 'hold', reason: 'waiting_for_customer', until: at + duration })) },
  { weight: 3, arbitrary: fixed({ type: 'resume' }) },
  { weight: 3, arbitrary: severity.map((it) => (): Command => ({ type: 'rate', severity: it, reason: 'seen' })) },
  { weight: 1, arbitrary: fixed({ type: 'contain' }) },
  { weight: 1, arbitrary: fixed({ type: 'stop_clock', clock: 'forensic_image' }) },
  { weight: 2, arbitrary: fc.constantFrom('true_positive' as const, 'false_positive' as const).map((verdict) => (): Command => ({ type: 'resolve', verdict, reason: 'done' })) },
  { weight: 1, arbitrary: fixed({ type: 'close' }) },
  { weight: 2, arbitrary: fixed({ type: 'reopen', reason: 'again' }) },
  { weight: 1, arbitrary: length.map((duration) => (at: number): Command => ({ type: 'silence', until: at + duration, reason: 'announced' })) },
);
const join = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 })).map(([id, severityId]) => (at: number): Command => ({ type: 'join', findings: [{ id: `f-${id}`, timeMs: at, severityId, title: 'write' }] }));
const systemCommand: fc.Arbitrary<Act['command']> = fc.oneof({ weight: 4, arbitrary: join }, { weight: 1, arbitrary: fixed({ type: 'change_contract', policy: { ...POLICY, contractVersion: 2, sla: { ...POLICY.sla, high: POLICY.sla.medium ?? {} } }, reason: 'new contract' }) });
const customerCommand = fixed({ type: 'comment', body: 'please go on', visibility: 'customer' });

const who = fc.oneof({ weight: 8, arbitrary: fc.tuple(people, providerCommand) }, { weight: 2, arbitrary: fc.tuple(fc.constant(DETECT), systemCommand) }, { weight: 1, arbitrary: fc.tuple(fc.constant(CUSTOMER), customerCommand) });
const act: fc.Arbitrary<Act> = fc.record({ afterMinutes: fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 12 })), delayMs: fc.integer({ min: 0, max: 14 * MINUTE }), by: fc.constant(ANALYST), command: fixed({ type: 'acknowledge' }) }).chain((base) => who.map(([by, command]) => ({ ...base, by, command })));

/** Most of what can happen to a case happens after it was acknowledged. */
const FIRST_ACT: Act = { afterMinutes: 2, delayMs: 0, by: ANALYST, command: () => ({ type: 'acknowledge' }) };

export interface Life {
  readonly openedAt: number;
  readonly severity: (typeof CASE_SEVERITIES)[number];
  readonly acts: readonly Act[];
}
/** Lives that begin around office hours and changes of the clocks. */
export const life: fc.Arbitrary<Life> = fc.record({
  openedAt: fc.tuple(fc.constantFrom('2026-12-07T07:00:00Z', '2026-12-23T12:00:00Z', '2027-03-25T14:00:00Z', '2027-10-29T10:00:00Z'), fc.nat(48 * 60)).map(([start, minutes]) => ms(start) + minutes * MINUTE),
  severity,
  acts: fc.array(act, { maxLength: 16, size: '+1' }).map((acts) => [FIRST_ACT, ...acts]),
});

export interface Lived {
  readonly machine: CaseMachine;
  readonly events: LedgerEvent[];
  readonly end: number;
}

export interface PlayOptions {
  /** Processing delays of the acts are applied. */
  readonly delayed?: boolean;
  /** Ticks at every wake-up between the acts, as a workflow does; else time is told by the acts alone. */
  readonly wakes?: boolean;
  /** Extra ticks at these minutes after the opening. */
  readonly ticks?: readonly number[];
  readonly after?: (machine: CaseMachine, now: number) => void;
}

/** Lives a life to 20 hours after its last act. Refused acts leave no trace. */
export function play({ openedAt, severity: opening, acts }: Life, options: PlayOptions = {}): Lived {
  const machine = openCase(openedAt, opening);
  const extra = [...(options.ticks ?? [])].map((minutes) => openedAt + minutes * MINUTE).sort((left, right) => left - right);
  let received = openedAt;
  let now = openedAt;
  const goTo = (time: number): void => {
    while ((extra[0] ?? Infinity) <= time) machine.tick(extra.shift() ?? time);
    for (let wake = options.wakes === true ? machine.nextWake() : null; wake !== null && wake <= time; wake = machine.tick(wake));
    now = time;
  };
  acts.forEach((it, index) => {
    received += it.afterMinutes * MINUTE;
    goTo(Math.max(now, received + (options.delayed === true ? it.delayMs : 0)));
    try {
      machine.apply(envelope(it.command(received), it.by, received, `act-${index}`), now);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    options.after?.(machine, now);
  });
  const end = received + 20 * HOUR;
  goTo(end);
  machine.tick(end);
  return { machine, events: machine.drain(), end };
}
