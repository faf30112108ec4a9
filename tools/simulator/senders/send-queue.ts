import { setTimeout as sleep } from 'node:timers/promises';
import type { SimLine } from '../line.ts';
import { MAX_BATCH, MAX_WAITING, type SenderTotals } from './sender.ts';

/** Lines on their way to a receiver: bounded, in order, sent by one loop that starts when there is something to send. */
export class SendQueue {
  readonly totals: SenderTotals = { sent: 0, waiting: 0, dropped: 0, lastError: undefined };
  private readonly lines: SimLine[] = [];
  private readonly loop: () => Promise<void>;
  private running: Promise<void> | undefined;

  /** `loop` sends until the queue is empty or the sender is closed. */
  constructor(loop: () => Promise<void>) {
    this.loop = loop;
  }

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }

  /** Takes lines; what finds no room is counted as dropped. */
  add(lines: readonly SimLine[]): void {
    const room = Math.max(0, MAX_WAITING - this.lines.length);
    this.lines.push(...lines.slice(0, room));
    this.totals.dropped += Math.max(0, lines.length - room);
    this.totals.waiting = this.lines.length;
    this.running ??= this.loop().finally(() => (this.running = undefined));
  }

  /** The next lines to send; they stay until `settle`. */
  next(): readonly SimLine[] {
    return this.lines.slice(0, MAX_BATCH);
  }

  /** The first `count` lines were sent, or refused for good. */
  settle(count: number, outcome: 'sent' | 'dropped'): void {
    this.lines.splice(0, count);
    this.totals.waiting = this.lines.length;
    this.totals[outcome] += count;
  }

  /** Returns when the loop has ended or after `timeoutMs`. */
  async ended(timeoutMs: number): Promise<void> {
    await Promise.race([this.running ?? Promise.resolve(), sleep(timeoutMs, undefined, { ref: false })]);
  }
}
