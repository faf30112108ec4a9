import { Refused } from '@watchfloor/core';

/** A query that cannot be run: Refused INVALID_INPUT whose detail ends with '(at character N)', counted from 1. */
export class QueryProblem extends Refused {
  /** Offset in the query's text, counted from 0. */
  readonly position: number;

  constructor(problem: string, position: number) {
    super('INVALID_INPUT', `${problem} (at character ${position + 1})`);
    this.position = position;
  }
}
