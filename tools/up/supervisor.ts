import type { RunningEngine } from '@watchfloor/infra-local';

/** An engine or one of our services that Watchfloor keeps alive. */
export interface Startable {
  readonly name: string;
  start(): Promise<RunningEngine>;
}

export interface SupervisorEvents {
  onExit(name: string, restartInMs: number): void;
  onRestart(name: string): void;
  onRestartFailed(name: string, reason: string, retryInMs: number): void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
/** A process that stayed up this long is considered healthy again, so that its next restart is quick. */
const HEALTHY_AFTER_MS = 60_000;

/**
 * Starts things in the order given and keeps each alive until `stopAll`, which stops them in the reverse order. A process
 * that dies is started again after a back-off that doubles from half a second to fifteen seconds.
 */
export class Supervisor {
  private readonly running = new Map<string, RunningEngine>();
  private stopping = false;
  private readonly events: SupervisorEvents;
  private readonly pause = new AbortController();

  constructor(events: SupervisorEvents) {
    this.events = events;
  }

  /** Starts one thing and returns when it is ready; throws what its first start throws. */
  async start(thing: Startable): Promise<void> {
    if (this.stopping) return;
    const first = await thing.start();
    this.running.set(thing.name, first);
    if (this.stopping) return;
    void this.keepAlive(thing, first);
  }

  /** Process ids by name, of what is running now. */
  pids(): Record<string, number | undefined> {
    return Object.fromEntries([...this.running].map(([name, r]) => [name, r.pid]));
  }

  async stopAll(onStop: (name: string) => void): Promise<void> {
    this.stopping = true;
    this.pause.abort();
    for (const [name, running] of [...this.running].reverse()) {
      onStop(name);
      await running.stop().catch(() => undefined);
    }
  }

  private async keepAlive(thing: Startable, first: RunningEngine): Promise<void> {
    let current = first;
    let retryMs = FIRST_RETRY_MS;
    while (!this.stopping) {
      const startedAt = Date.now();
      await current.ended;
      if (this.stopping) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) retryMs = FIRST_RETRY_MS;
      this.events.onExit(thing.name, retryMs);
      const next = await this.startAgain(thing, retryMs);
      if (!next) return;
      this.running.set(thing.name, next);
      current = next;
      if (this.stopping) await next.stop();
      else this.events.onRestart(thing.name);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    }
  }

  private async startAgain(thing: Startable, firstWaitMs: number): Promise<RunningEngine | undefined> {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
      await this.sleep(waitMs);
      if (this.stopping) return undefined;
      try {
        return await thing.start();
      } catch (error) {
        this.events.onRestartFailed(thing.name, error instanceof Error ? error.message : String(error), Math.min(waitMs * 2, LONGEST_RETRY_MS));
      }
    }
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.pause.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
