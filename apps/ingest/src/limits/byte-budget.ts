import { Refused } from '@watchfloor/core';

/** Bytes that all requests together may hold in memory. */
export class ByteBudget {
  private readonly limit: number;
  private used = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Takes bytes; throws Refused UNAVAILABLE, taking none, when they would pass the limit. */
  take(bytes: number): void {
    if (this.used + bytes > this.limit) throw new Refused('UNAVAILABLE', 'too much is waiting to be stored: send again later', 1);
    this.used += bytes;
  }

  release(bytes: number): void {
    this.used = Math.max(0, this.used - bytes);
  }

  get inUse(): number {
    return this.used;
  }
}
