/** A started engine, or someone's own (then `pid` is undefined and `stop` leaves it running). */
export interface RunningEngine {
  /** Process id of the engine itself (never of a wrapper). */
  readonly pid: number | undefined;
  /** Settles with a short description when the process has ended, whoever ended it; never settles for one's own engine. */
  readonly ended: Promise<string>;
  /** Asks the engine to end in its cleanest way and waits; kills it when it does not. Safe to call twice. */
  stop(): Promise<void>;
}
