import { Refused } from '@watchfloor/core';

interface Entry<Receipt> {
  readonly bodyHash: string;
  readonly at: number;
  readonly receipt: Promise<Receipt>;
}

/**
 * Batches of the last minutes by sensor and identity, in flight or committed, so that a repeat is answered and not written again.
 * Kept in memory only: after a restart a repeat is written once more onto the same ids.
 */
export class BatchRegistry<Receipt> {
  private readonly windowMs: number;
  private readonly most: number;
  private readonly entries = new Map<string, Entry<Receipt>>();

  constructor(windowMs: number, most = 200_000) {
    this.windowMs = windowMs;
    this.most = most;
  }

  /**
   * Runs `work` for a batch seen for the first time in the window; waits for the first one's receipt otherwise (`repeated`). A batch
   * that failed is forgotten. Throws Refused CONFLICT when the same identity comes with another body.
   */
  async once(sensorId: string, batchId: string, bodyHash: string, nowMs: number, work: () => Promise<Receipt>): Promise<{ receipt: Receipt; repeated: boolean }> {
    const key = `${sensorId} ${batchId}`;
    this.forgetBefore(nowMs - this.windowMs);
    const known = this.entries.get(key);
    if (known) {
      if (known.bodyHash !== bodyHash) throw new Refused('CONFLICT', 'this Idempotency-Key was used for another body within the last minutes: use a new one');
      return { receipt: await known.receipt, repeated: true };
    }
    const receipt = work();
    this.entries.set(key, { bodyHash, at: nowMs, receipt });
    try {
      return { receipt: await receipt, repeated: false };
    } catch (error) {
      this.entries.delete(key);
      throw error;
    }
  }

  private forgetBefore(instant: number): void {
    for (const [key, entry] of this.entries) {
      if (entry.at >= instant && this.entries.size <= this.most) return;
      this.entries.delete(key);
    }
  }
}
