import type { CaseSeverity } from '@watchfloor/core';
import type { CompiledCalendar } from '../sla/compiled-calendar.ts';

/** Who a step is meant for; resolved to people when the notice is sent. */
export interface EscalationTarget {
  readonly kind: 'person' | 'role' | 'on_call' | 'channel';
  readonly id: string;
}

/** A target of a step; `hours` names a calendar of the plan, compiled in the target's own zone. */
export interface PlannedTarget extends EscalationTarget {
  readonly hours: string | null;
}

export interface EscalationStep {
  /** Time after the step before it (or the start of the chain) at which this step runs. */
  readonly waitMs: number;
  readonly targets: readonly PlannedTarget[];
  readonly channels: readonly string[];
  readonly important: boolean;
}

export interface EscalationChain {
  readonly steps: readonly EscalationStep[];
  /** Further rounds after the first, 0..9. */
  readonly repeat: number;
  /** Wait between the last step of a round and the first of the next, or the last resort. */
  readonly roundWaitMs: number;
}

/** Every severity's chain, copied into the case when it opens: later edits of the contract do not touch it. */
export interface EscalationPlan {
  readonly chains: Readonly<Partial<Record<CaseSeverity, EscalationChain>>>;
  /** Never empty; paged after the last round and again every `lastResortEveryMs` until someone acknowledges. */
  readonly lastResort: readonly EscalationTarget[];
  readonly lastResortEveryMs: number;
  /** Calendars that `hours` of the steps refer to. */
  readonly calendars: Readonly<Record<string, CompiledCalendar>>;
}
