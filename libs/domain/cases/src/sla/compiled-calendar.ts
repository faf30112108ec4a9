/** Minutes of a local day, [open, close), 0 ≤ open < close ≤ 1440. */
export type DayInterval = readonly [open: number, close: number];

/** From `at` (epoch ms) until the next segment the zone is `offsetMs` east of UTC. */
export interface OffsetSegment {
  readonly at: number;
  readonly offsetMs: number;
}

/**
 * A calendar as integers, compiled outside the workflow (`@watchfloor/cases/compile`): no time zone database is read when
 * it is used, so every machine agrees about it. Overnight shifts are already split at midnight and overlaps merged.
 */
export interface CompiledCalendar {
  readonly name: string;
  readonly timeZone: string;
  /** Version of the time zone database it was compiled with. */
  readonly tzdb: string;
  /** 24×7: elapsed time, nothing else is read. */
  readonly always: boolean;
  /** ISO weekday '1' (Monday) … '7'. */
  readonly weekly: Readonly<Record<string, readonly DayInterval[]>>;
  /** Local date as days since 1970-01-01 → the intervals that replace that whole date; [] = closed. */
  readonly exceptions: Readonly<Record<string, readonly DayInterval[]>>;
  /** Ascending; the first segment begins at or before `validFrom`. */
  readonly offsets: readonly OffsetSegment[];
  /** Epoch ms between which the offsets are known. */
  readonly validFrom: number;
  readonly validUntil: number;
}
