/** SEMANTICS §7: satisfied, not satisfied, or not assessed with a reason. */
export type ControlStatus = 'satisfied' | 'not_satisfied' | 'not_assessed';

/** What a named query found. `observations` are the facts that decided, small enough to print in the report. */
export interface QueryResult {
  readonly status: ControlStatus;
  readonly reason: string;
  readonly observations: Readonly<Record<string, string | number | readonly string[]>>;
}

export interface ControlAssessment extends QueryResult {
  readonly controlId: string;
  /** The named query that decided, or undefined for a control that is proven by hand. */
  readonly query: string | undefined;
}
