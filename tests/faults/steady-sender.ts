import { setTimeout as sleep } from 'node:timers/promises';

/** Sends numbered Zeek conn lines as a sensor does, until stopped: each batch with one key, again until it is acknowledged. */
export class SteadySender {
  /** Lines that the receiver acknowledged as stored, by batch. */
  acknowledged = 0;
  refusals = 0;
  private stopped = false;
  private readonly done: Promise<void>;
  private readonly url: string;
  private readonly key: string;
  private readonly run = Math.random().toString(36).slice(2);

  constructor(url: string, key: string) {
    this.url = url;
    this.key = key;
    this.done = this.send();
  }

  /** Ends after the batch at hand is acknowledged. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async send(): Promise<void> {
    for (let batch = 0; !this.stopped; batch += 1) {
      const lines = Array.from({ length: 20 }, (_, i) => this.line(batch * 20 + i));
      while (!(await this.attempt(`${this.run}-${batch}`, lines.join('\n')))) await sleep(200);
      this.acknowledged += lines.length;
      await sleep(50);
    }
  }

  private async attempt(idempotencyKey: string, body: string): Promise<boolean> {
    try {
      const headers = { authorization: `Bearer ${this.key}`, 'content-type': 'application/x-ndjson', 'idempotency-key': idempotencyKey };
      const response = await fetch(`${this.url}?source=zeek&log=conn`, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
      await response.text();
      if (response.ok) return true;
    } catch {
      // the receiver is down or the connection broke: the same batch is sent again
    }
    this.refusals += 1;
    return false;
  }

  private line(n: number): string {
    const ts = (Date.now() / 1000).toFixed(6);
    return JSON.stringify({ ts: Number(ts), uid: `C${this.run}${n}`, 'id.orig_h': '10.20.30.40', 'id.orig_p': 40_000 + (n % 20_000), 'id.resp_h': '10.20.30.41', 'id.resp_p': 443, proto: 'tcp', service: 'ssl', conn_state: 'SF' });
  }
}
