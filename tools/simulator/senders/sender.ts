import type { SimLine } from '../line.ts';

/** Sends the lines of one sensor, in order. */
export interface Sender {
  /** Takes lines at once; they are sent when the receiver takes them. */
  send(lines: readonly SimLine[]): void;
  /** Resolves when everything taken has been sent, or after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
  close(): void;
  readonly totals: SenderTotals;
}

export interface SenderTotals {
  /** Lines that the receiver has taken: acknowledged (HTTP) or handed to the connection (syslog). */
  sent: number;
  /** Lines waiting. */
  waiting: number;
  /** Lines given up: refused for good, or beyond the bound while the receiver was away. */
  dropped: number;
  /** Why the last attempt failed; undefined after a success. */
  lastError: string | undefined;
}

/** Lines that may wait for one sensor, about half an hour of its traffic. */
export const MAX_WAITING = 50_000;
/** Lines of one request or one write. */
export const MAX_BATCH = 2_000;

/** The next pause after a failure: doubles from half a second to ten seconds. */
export function nextPause(pauseMs: number): number {
  return Math.min(10_000, Math.max(500, pauseMs * 2));
}
