import type { CaseState } from '../states/case-state.ts';
import type { LedgerEvent } from '../ledger/ledger-event.ts';
import type { CommandOutcome, Envelope, NoticeReport } from './envelope.ts';
import type { OpenInput } from './open-input.ts';

/**
 * A case: pure state and rules, time passed in. Commands are checked, then applied; time is told with `tick`; every change
 * comes out as ledger events by `drain`. State is plain JSON and is changed only by ledger events.
 */
export class CaseMachine {
  readonly state: CaseState;

  /** Takes the state over: it is changed in place. */
  constructor(state: CaseState) {
    this.state = state;
  }

  /** Opens a case: its clocks and the escalation chain of its severity start at `input.openedAt`. */
  static open(_input: OpenInput): CaseMachine {
    throw new Error('to be written');
  }

  /** Refuses (throws Refused) what may not be done now, by this actor; changes nothing. A key that was seen passes. */
  check(_envelope: Envelope, _now: number): void {
    throw new Error('to be written');
  }

  /** Checks and carries out a command. It counts at the time it was received, at most 15 minutes before `now`. */
  apply(_envelope: Envelope, _now: number): CommandOutcome {
    throw new Error('to be written');
  }

  /** Lets everything happen that was due by `now`, in logical order. Returns the next time to call it, or null. */
  tick(_now: number): number | null {
    throw new Error('to be written');
  }

  /** When something is due next, epoch ms; null when only a command can change the case. */
  nextWake(): number | null {
    throw new Error('to be written');
  }

  /** Puts on record what became of the notices of one step; with no results the next step runs at once. */
  recordNotices(_report: NoticeReport, _now: number): void {
    throw new Error('to be written');
  }

  /** Ledger events since the last call. */
  drain(): LedgerEvent[] {
    throw new Error('to be written');
  }
}
