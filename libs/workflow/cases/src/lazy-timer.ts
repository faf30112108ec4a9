import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * The one timer of a case. It is moved only when the next wake comes EARLIER; for a later one the armed timer fires and is
 * armed again, which costs less history than cancelling.
 */
export class LazyTimer {
  /** How often it has fired. */
  fired = 0;
  #armedAt: number | null = null;
  #scope: CancellationScope | undefined;

  /** Makes it fire at `wake` (epoch ms) or before; null leaves it as it is. */
  arm(wake: number | null): void {
    if (wake === null || (this.#armedAt !== null && this.#armedAt <= wake)) return;
    this.cancel();
    const scope = new CancellationScope();
    this.#scope = scope;
    this.#armedAt = wake;
    void this.#wait(scope, wake);
  }

  cancel(): void {
    this.#scope?.cancel();
    this.#scope = undefined;
    this.#armedAt = null;
  }

  async #wait(scope: CancellationScope, wake: number): Promise<void> {
    try {
      await scope.run(() => sleep(Math.max(1, wake - Date.now())));
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    if (this.#scope !== scope) return;
    this.#armedAt = null;
    this.fired += 1;
  }
}
