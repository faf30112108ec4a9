/** What a benchmark found: a table for people and the numbers behind it for machines. */
export interface BenchResult {
  /** What was warm before the first measurement, and anything else that a reader must know; one line each. */
  readonly conditions: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Written by --json; numbers carry their unit in their name. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the command line asked for; a benchmark takes what it knows. */
export interface BenchOptions {
  readonly events?: number;
  readonly lines?: number;
  readonly minutes?: number;
}

/** A benchmark: what `tools/bench/<name>.bench.ts` exports as `bench`. */
export interface Bench {
  /** One line for the list of benchmarks. */
  readonly about: string;
  /**
   * Measures. Ends what it started before it returns or throws, also when `abort` fires (Ctrl-C), and removes its data.
   * `say` shows what is going on.
   */
  run(say: (line: string) => void, abort: AbortSignal, options: BenchOptions): Promise<BenchResult>;
}
