import { Refused } from '@watchfloor/core';
import type { BulkAnswer } from './bulk-answer.ts';

/** A bulk that was refused whole, with the answer to each of its items. */
export class BulkRefused extends Refused {
  readonly answer: BulkAnswer;

  constructor(cause: Refused, answer: BulkAnswer) {
    super(cause.code, cause.message, cause.retryAfterSeconds);
    this.answer = answer;
  }
}
