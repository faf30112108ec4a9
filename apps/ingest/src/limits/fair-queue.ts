interface Lane<Item> {
  readonly items: Item[];
  deficit: number;
}

/** A queue per tenant, emptied by deficit round robin: however long one tenant's is, the first item of another is among the next to be taken. */
export class FairQueue<Item> {
  private readonly quantum: number;
  private readonly costOf: (item: Item) => number;
  private readonly lanes = new Map<string, Lane<Item>>();
  private count = 0;

  /** `quantum`: cost that a tenant may take before the next one's turn. */
  constructor(quantum: number, costOf: (item: Item) => number) {
    this.quantum = quantum;
    this.costOf = costOf;
  }

  get length(): number {
    return this.count;
  }

  push(tenantId: string, item: Item): void {
    this.laneOf(tenantId).items.push(item);
    this.count += 1;
  }

  /** Puts an item before the tenant's others. */
  pushFirst(tenantId: string, item: Item): void {
    this.laneOf(tenantId).items.unshift(item);
    this.count += 1;
  }

  /** The next item in turn; undefined when there is none. */
  take(): Item | undefined {
    for (;;) {
      const [entry] = this.lanes;
      if (!entry) return undefined;
      const [tenantId, lane] = entry;
      const [first] = lane.items;
      if (first !== undefined && lane.deficit >= this.costOf(first)) {
        lane.items.shift();
        lane.deficit -= this.costOf(first);
        this.count -= 1;
        if (lane.items.length === 0) this.lanes.delete(tenantId);
        return first;
      }
      this.lanes.delete(tenantId);
      if (first === undefined) continue;
      lane.deficit += this.quantum;
      this.lanes.set(tenantId, lane);
    }
  }

  *[Symbol.iterator](): IterableIterator<Item> {
    for (const { items } of this.lanes.values()) yield* items;
  }

  private laneOf(tenantId: string): Lane<Item> {
    let lane = this.lanes.get(tenantId);
    if (!lane) {
      lane = { items: [], deficit: 0 };
      this.lanes.set(tenantId, lane);
    }
    return lane;
  }
}
