import { setImmediate as turn } from 'node:timers/promises';
import { FairQueue } from './fair-queue.ts';

interface Waiting {
  readonly cost: number;
  readonly go: () => void;
}

/** Cost that one tenant may spend before the next one's turn, and that is spent before other requests of the process are looked at. */
export const QUANTUM = 500;

/**
 * Shares the one thread among tenants by deficit round robin: each waits behind at most a quantum of every other tenant, however much the
 * others bring. Work is cut into slices; a slice asks for a turn and then runs without a break.
 */
export class FairTurns {
  private readonly queue = new FairQueue<Waiting>(QUANTUM, ({ cost }) => cost);
  private granting = false;

  /** Resolves when it is the tenant's turn for work of this cost. `goesOn`: the slice follows another of the same work, ahead of the tenant's later work. */
  turn(tenantId: string, cost: number, goesOn: boolean): Promise<void> {
    return new Promise((resolve) => {
      if (goesOn) this.queue.pushFirst(tenantId, { cost, go: resolve });
      else this.queue.push(tenantId, { cost, go: resolve });
      if (this.granting) return;
      this.granting = true;
      void this.grant();
    });
  }

  private async grant(): Promise<void> {
    while (this.queue.length > 0) {
      for (let spent = 0; spent < QUANTUM; ) {
        const next = this.queue.take();
        if (!next) break;
        next.go();
        spent += next.cost;
      }
      // What was granted runs now; then timers and sockets have their turn.
      await turn();
    }
    this.granting = false;
  }
}
