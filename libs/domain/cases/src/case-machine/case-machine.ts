import { Refused } from '@watchfloor/core';
import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { CaseState } from '../states/case-state.ts';
import { carryOut } from './carry-out.ts';
import { checkCommand } from './check-command.ts';
import { dueItems } from './due-items.ts';
import { effectiveAt } from './effective-at.ts';
import type { CommandOutcome, Envelope, NoticeReport } from './envelope.ts';
import { openCase } from './open-case.ts';
import type { OpenInput } from './open-input.ts';
import { recordNotices } from './record-notices.ts';
import { Recorder } from './recorder.ts';
import { retractBreaches } from './retract-breaches.ts';

/**
 * A case: pure state and rules, time passed in. Commands are checked, then applied; time is told with `tick`; every change
 * comes out as ledger events by `drain`. State is plain JSON and is changed only by ledger events.
 */
export class CaseMachine {
  readonly state: CaseState;
  #events: LedgerEvent[];

  /** Takes the state over: it is changed in place. `undrained` events are handed out first. */
  constructor(state: CaseState, undrained: LedgerEvent[] = []) {
    this.state = state;
    this.#events = undrained;
  }

  /** Opens a case: its clocks and the escalation chain of its severity start at `input.openedAt`. */
  static open(input: OpenInput): CaseMachine {
    const events: LedgerEvent[] = [];
    return new CaseMachine(openCase(input, events), events);
  }

  /** Refuses (throws Refused) what may not be done now, by this actor; changes nothing. A key that was seen passes. */
  check(envelope: Envelope, now: number): void {
    if (!this.state.seen.includes(envelope.key)) checkCommand(this.state, envelope, now);
  }

  /** Checks and carries out a command. It counts at the time it was received, at most 15 minutes before `now`. */
  apply(envelope: Envelope, now: number): CommandOutcome {
    if (this.state.seen.includes(envelope.key)) return this.#outcome(true);
    this.#happen(effectiveAt(this.state, envelope, now), now);
    checkCommand(this.state, envelope, now);
    const at = effectiveAt(this.state, envelope, now);
    const recorder = new Recorder(this.state, now, this.#events, envelope.by, envelope.key);
    carryOut(recorder, envelope.command, envelope.by, at);
    retractBreaches(new Recorder(this.state, now, this.#events), at);
    this.#happen(now, now);
    return this.#outcome(false);
  }

  /** Lets everything happen that was due by `now`, in logical order. Returns the next time to call it, or null. */
  tick(now: number): number | null {
    this.#happen(now, now);
    return this.nextWake();
  }

  /** When something is due next, epoch ms; null when only a command can change the case. */
  nextWake(): number | null {
    const times = dueItems(this.state).map((item) => item.wakeAt);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Puts on record what became of the notices of one step; with no results the next step runs at once. */
  recordNotices(report: NoticeReport, now: number): void {
    if (report.key.length === 0) throw new Refused('INVALID_INPUT', 'a report of notices needs its key');
    if (this.state.seen.includes(report.key)) return;
    this.#happen(now, now);
    const recorder = new Recorder(this.state, now, this.#events, undefined, report.key);
    recordNotices(recorder, report);
    retractBreaches(new Recorder(this.state, now, this.#events), now);
    this.#happen(now, now);
  }

  /** Ledger events since the last call. */
  drain(): LedgerEvent[] {
    return this.#events.splice(0);
  }

  /** Everything due by `horizon` happens, the earliest first; `now` is when it is noticed. */
  #happen(horizon: number, now: number): void {
    const recorder = new Recorder(this.state, now, this.#events);
    for (;;) {
      const due = dueItems(this.state).filter((item) => item.wakeAt <= horizon);
      const [first, ...others] = due;
      if (first === undefined) return;
      others.reduce((earliest, item) => (item.wakeAt < earliest.wakeAt ? item : earliest), first).happen(recorder);
    }
  }

  #outcome(duplicate: boolean): CommandOutcome {
    return { caseId: this.state.caseId, status: this.state.status, seq: this.state.seq, duplicate };
  }
}
