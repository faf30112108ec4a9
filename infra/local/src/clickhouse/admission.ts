import { engineError } from './clickhouse-error.ts';

/** Lets `slots` queries run at once and `queue` more wait their turn, each at most `waitMs`. */
export class Admission {
  readonly #slots: number;
  readonly #queue: number;
  readonly #waitMs: number;
  #running = 0;
  readonly #waiting: ((admitted: boolean) => void)[] = [];

  constructor(slots: number, queue: number, waitMs: number) {
    this.#slots = slots;
    this.#queue = queue;
    this.#waitMs = waitMs;
  }

  /**
   * Resolves when it is the caller's turn, who then must call `leave` once. Throws code 202 when too many wait or one
   * waited too long, and when `gone` says that the caller is there no more, which frees its place.
   */
  async enter(gone: AbortSignal): Promise<void> {
    if (this.#running < this.#slots) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#queue) throw tooMany(`${this.#waiting.length} queries already wait`);
    const admitted = await new Promise<boolean>((resolve) => {
      const turn = (yes: boolean): void => {
        clearTimeout(timer);
        gone.removeEventListener('abort', giveUp);
        resolve(yes);
      };
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        turn(false);
      };
      const timer = setTimeout(giveUp, this.#waitMs);
      gone.addEventListener('abort', giveUp);
      this.#waiting.push(turn);
    });
    if (!admitted) throw tooMany(`no turn within ${this.#waitMs} ms`);
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next(true);
  }
}

function tooMany(why: string): Error {
  return engineError(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', `Too many simultaneous queries: ${why}`);
}
