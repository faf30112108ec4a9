import { setTimeout as sleep } from 'node:timers/promises';
import { connLine, type Plant } from '../plant.ts';
import type { Protocol } from './protocols.ts';

const LINES = 10;
const WORKERS = 2;

/** Sends numbered lines in one protocol, each batch again until it is acknowledged. */
export class StormSender {
  readonly protocol: Protocol;
  readonly plant: Plant;
  /** Numbers of lines that were acknowledged. */
  readonly acknowledged = new Set<number>();
  /** Numbers of lines that were sent at least once. */
  readonly sent = new Set<number>();
  attempts = 0;
  lastAnswer = 'none';
  private readonly url: string;
  private stopped = false;
  private readonly workers: Promise<void>[];

  constructor(protocol: Protocol, plant: Plant, url: string) {
    this.protocol = protocol;
    this.plant = plant;
    this.url = url;
    this.workers = Array.from({ length: WORKERS }, (_, worker) => this.work(worker));
  }

  /** Stops between two attempts: what was not acknowledged by then stays so. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.workers);
  }

  private async work(worker: number): Promise<void> {
    for (let batch = 0; !this.stopped; batch += 1) {
      const first = (worker + 1) * 10_000_000 + batch * LINES;
      const numbers = Array.from({ length: LINES }, (_, k) => first + k);
      const body = this.protocol.body(numbers.map((n) => connLine(n, 1_780_000_000 + (n % 1_000_000))));
      for (const n of numbers) this.sent.add(n);
      for (let done = false; !done && !this.stopped; ) {
        done = await this.attempt(`${worker}-${batch}`, body);
        if (done) for (const n of numbers) this.acknowledged.add(n);
        await sleep(done ? 20 : 100);
      }
    }
  }

  private async attempt(batch: string, body: string): Promise<boolean> {
    this.attempts += 1;
    try {
      const response = await fetch(`${this.url}${this.protocol.path}`, { method: 'POST', headers: this.protocol.headers(this.plant, batch), body });
      const answer = await response.text();
      this.lastAnswer = `${response.status} ${answer.slice(0, 300)}`;
      return this.protocol.isAcknowledged(response.status, answer);
    } catch (error) {
      this.lastAnswer = String(error);
      return false;
    }
  }
}
