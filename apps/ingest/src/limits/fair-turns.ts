import { setImmediate as turn } from 'node:timers/promises';

interface Waiting {
  readonly cost: number;
  readonly go: () => void;
}

interface Lane {
  deficit: number;
  readonly waiting: Waiting[];
}

/** Cost that one tenant may spend before the next one's turn, and that is spent before other requests of the process are looked at. */
export const QUANTUM = 500;

/**
 * Shares the one thread among tenants by deficit round robin: each waits behind at most a quantum of every other tenant, however much the
 * others bring. Work is cut into slices; a slice asks for a turn and then runs without a break.
 */
export class FairTurns {
  private readonly lanes = new Map<string, Lane>();
  private granting = false;

  /** Resolves when it is the tenant's turn for work of this cost. `goesOn`: the slice follows another of the same work, ahead of the tenant's later work. */
  turn(tenantId: string, cost: number, goesOn: boolean): Promise<void> {
    return new Promise((resolve) => {
      let lane = this.lanes.get(tenantId);
      if (!lane) {
        lane = { deficit: 0, waiting: [] };
        this.lanes.set(tenantId, lane);
      }
      if (goesOn) lane.waiting.unshift({ cost, go: resolve });
      else lane.waiting.push({ cost, go: resolve });
      if (this.granting) return;
      this.granting = true;
      void this.grant();
    });
  }

  private async grant(): Promise<void> {
    while (this.lanes.size > 0) {
      let spent = 0;
      while (spent < QUANTUM) {
        const cost = this.grantNext();
        if (cost === undefined) break;
        spent += cost;
      }
      // What was granted runs now; then timers and sockets have their turn.
      await turn();
    }
    this.granting = false;
  }

  /** Grants one slice of the lane whose turn it is; its cost, or undefined when nobody waits. */
  private grantNext(): number | undefined {
    for (;;) {
      const [entry] = this.lanes;
      if (!entry) return undefined;
      const [tenantId, lane] = entry;
      const [first] = lane.waiting;
      if (first && lane.deficit >= first.cost) {
        lane.waiting.shift();
        lane.deficit -= first.cost;
        if (lane.waiting.length === 0) this.lanes.delete(tenantId);
        first.go();
        return first.cost;
      }
      // To the back of the round, richer by a quantum.
      this.lanes.delete(tenantId);
      if (!first) continue;
      lane.deficit += QUANTUM;
      this.lanes.set(tenantId, lane);
    }
  }
}
