import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { SimLine } from '../line.ts';
import { SendQueue } from './send-queue.ts';
import { nextPause, type Sender, type SenderTotals } from './sender.ts';

export interface HttpSenderOptions {
  readonly url: string;
  readonly key: string;
  readonly source: 'zeek' | 'suricata';
  /** File that gets one JSON line for each acknowledged batch. */
  readonly journal?: string;
}

interface Batch {
  readonly key: string;
  readonly body: Buffer;
  readonly lines: number;
}

const ANSWER_MS = 30_000;
/** Statuses that no repetition of the same request can mend. */
const FOR_GOOD = new Set([400, 413, 415, 422]);

/**
 * Sends NDJSON, gzipped, to the HTTP receiver: one request at a time, in order, each repeated with the same
 * Idempotency-Key until it is acknowledged. Retry-After is honoured.
 */
export class HttpSender implements Sender {
  private readonly options: HttpSenderOptions;
  private readonly queue = new SendQueue(() => this.run());
  private readonly stop = new AbortController();

  constructor(options: HttpSenderOptions) {
    this.options = options;
  }

  get totals(): SenderTotals {
    return this.queue.totals;
  }

  send(lines: readonly SimLine[]): void {
    this.queue.add(lines);
  }

  drain(timeoutMs: number): Promise<void> {
    return this.queue.ended(timeoutMs);
  }

  close(): void {
    this.stop.abort();
  }

  private async run(): Promise<void> {
    while (!this.queue.isEmpty && !this.stop.signal.aborted) {
      const lines = this.queue.next();
      const batch: Batch = { key: randomUUID(), body: gzipSync(lines.map((line) => `${line.text}\n`).join('')), lines: lines.length };
      const acknowledged = await this.deliver(batch);
      if (this.stop.signal.aborted) return;
      this.queue.settle(lines.length, acknowledged ? 'sent' : 'dropped');
    }
  }

  /** True when acknowledged, false when refused for good. */
  private async deliver(batch: Batch): Promise<boolean> {
    for (let pauseMs = 0; !this.stop.signal.aborted; ) {
      const { status, retryAfterMs, text } = await this.post(batch);
      if (status === 200) {
        this.totals.lastError = undefined;
        if (this.options.journal !== undefined) appendFileSync(this.options.journal, `${JSON.stringify({ at: new Date().toISOString(), idempotencyKey: batch.key, lines: batch.lines, answer: text })}\n`);
        return true;
      }
      this.totals.lastError = status === 0 ? text : `HTTP ${String(status)} ${text.slice(0, 200)}`;
      if (FOR_GOOD.has(status)) return false;
      pauseMs = nextPause(pauseMs);
      await sleep(Math.max(retryAfterMs, pauseMs), undefined, { signal: this.stop.signal }).catch(() => undefined);
    }
    return false;
  }

  /** One attempt; status 0 when there was no answer. */
  private async post(batch: Batch): Promise<{ status: number; retryAfterMs: number; text: string }> {
    try {
      const response = await fetch(`${this.options.url}?source=${this.options.source}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.options.key}`, 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip', 'idempotency-key': batch.key },
        body: new Uint8Array(batch.body),
        signal: AbortSignal.any([this.stop.signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      const seconds = Number(response.headers.get('retry-after') ?? '0');
      return { status: response.status, retryAfterMs: Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : 0, text: await response.text() };
    } catch (error) {
      return { status: 0, retryAfterMs: 0, text: error instanceof Error ? error.message : String(error) };
    }
  }
}
