const APART_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const REMEMBERED = 50_000;

interface Visit {
  readonly notBeforeMs: number;
  readonly failures: number;
}

/** Holds messages to a case to one a second, and after failures to ever fewer, a minute apart at most. */
export class DeliveryPace {
  private readonly visits = new Map<string, Visit>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  mayDeliver(caseId: string): boolean {
    return (this.visits.get(caseId)?.notBeforeMs ?? 0) <= this.now();
  }

  delivered(caseId: string): void {
    this.remember(caseId, { notBeforeMs: this.now() + APART_MS, failures: 0 });
  }

  failed(caseId: string): void {
    const failures = (this.visits.get(caseId)?.failures ?? 0) + 1;
    this.remember(caseId, { notBeforeMs: this.now() + Math.min(APART_MS * 2 ** (failures - 1), LONGEST_WAIT_MS), failures });
  }

  private remember(caseId: string, visit: Visit): void {
    if (this.visits.size >= REMEMBERED) for (const [id, { notBeforeMs }] of this.visits) if (notBeforeMs <= this.now()) this.visits.delete(id);
    this.visits.set(caseId, visit);
  }
}
