import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

const LONGEST_PAUSE_MS = 15_000;

/** Repeats a round with a pause after each; failing rounds are logged, counted and repeated ever later, 15 s at most. */
export class Loop {
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly name: string;
  private readonly pauseMs: number;
  private readonly round: () => Promise<unknown>;
  private readonly report: { readonly metrics: Metrics; readonly log: Logger };

  constructor(name: string, pauseMs: number, round: () => Promise<unknown>, report: { readonly metrics: Metrics; readonly log: Logger }) {
    this.name = name;
    this.pauseMs = pauseMs;
    this.round = round;
    this.report = report;
  }

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the round in hand has ended. */
  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.abort.signal.aborted) {
      try {
        await this.round();
        failures = 0;
        this.report.metrics.lastRound.set({ loop: this.name }, Date.now() / 1000);
      } catch (error) {
        failures++;
        this.report.metrics.failures.inc({ loop: this.name });
        this.report.log.warn({ loop: this.name, err: error }, 'a round failed and will be repeated');
      }
      const pause = failures === 0 ? this.pauseMs : Math.max(this.pauseMs, Math.min(this.pauseMs * 2 ** failures, LONGEST_PAUSE_MS));
      await sleep(pause, undefined, { signal: this.abort.signal }).catch(() => undefined);
    }
  }
}
