import type { Actor } from '@watchfloor/core';
import type { EscalationPlan } from '../escalation/escalation-plan.ts';
import type { LedgerData, LedgerEvent, LedgerType } from '../ledger/ledger-event.ts';
import type { Policy } from '../policy.ts';
import type { CaseState } from '../states/case-state.ts';
import { evolve } from './evolve.ts';

/** Watchfloor itself: what time and rules cause. */
export const CASES_SERVICE: Actor = { kind: 'service', id: 'cases', name: 'cases', org: 'system', roles: [] };

/** Writes ledger events of one command or one tick: the only way to change a case's state. */
export class Recorder {
  readonly state: CaseState;
  /** When this is processed, epoch ms. */
  readonly now: number;
  readonly #actor: Actor;
  readonly #key: string | null;
  readonly #events: LedgerEvent[];

  constructor(state: CaseState, now: number, events: LedgerEvent[], actor: Actor = CASES_SERVICE, key: string | null = null) {
    this.state = state;
    this.now = now;
    this.#events = events;
    this.#actor = actor;
    this.#key = key;
  }

  /** The policy in force. */
  policy(): Policy {
    const policy = this.state.policies.at(-1);
    if (policy === undefined) throw new Error('a case has at least one policy');
    return policy;
  }

  /** The escalation plan copied when the case opened. */
  plan(): EscalationPlan {
    return (this.state.policies[0] ?? this.policy()).escalation;
  }

  /** Appends an event by the actor of this command. */
  record<T extends LedgerType>(type: T, at: number, data: LedgerData[T], visibility: 'internal' | 'customer' = 'customer'): void {
    this.#append(type, at, data, visibility, this.#actor);
  }

  /** Appends an event that follows from the rules, not from a person's wish. */
  recordAsSystem<T extends LedgerType>(type: T, at: number, data: LedgerData[T]): void {
    this.#append(type, at, data, 'customer', CASES_SERVICE);
  }

  #append<T extends LedgerType>(type: T, at: number, data: LedgerData[T], visibility: 'internal' | 'customer', actor: Actor): void {
    const event = { seq: this.state.seq + 1, type, at, recordedAt: this.now, actor, key: this.#key, visibility, data } as LedgerEvent;
    evolve(this.state, event);
    this.#events.push(event);
  }
}
