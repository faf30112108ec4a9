import type { CaseSeverity } from '@watchfloor/core';
import type { EscalationPlan } from './escalation/escalation-plan.ts';
import type { CompiledCalendar } from './sla/compiled-calendar.ts';

/** What the contract promises for one clock of one severity. */
export interface ClockRule {
  readonly targetMs: number;
  /** Name in `Policy.calendars`. */
  readonly calendar: string;
  /** Percentages of the target at which a warning is given, ascending. */
  readonly warnPercents: readonly number[];
}

/** Clock name → rule. Well-known names: acknowledge, notify_customer, contain, resolve; a contract may name more. */
export type ClockRules = Readonly<Record<string, ClockRule>>;

/** A contract compiled to plain integers: all that a case needs to run, kept in its state (JSON). */
export interface Policy {
  readonly contractVersion: number;
  /** Version of the time zone database. */
  readonly tzdb: string;
  readonly compiledAt: number;
  readonly calendars: Readonly<Record<string, CompiledCalendar>>;
  /** A severity that is missing has no clocks. */
  readonly sla: Readonly<Partial<Record<CaseSeverity, ClockRules>>>;
  readonly pauseReasons: readonly string[];
  readonly reopenWithinMs: number;
  /** An acknowledgement that nobody follows up within this time lapses; null = never. */
  readonly acknowledgementExpiryMs: number | null;
  readonly escalation: EscalationPlan;
}
