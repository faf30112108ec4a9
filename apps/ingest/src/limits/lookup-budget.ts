const PER_SECOND = 20;
const BURST = 100;
const UNKNOWN_MS = 5_000;
const MOST = 1_000;

/** Bounds what unknown keys cost: so many questions to the database a second, all senders together, and each key once in five seconds. */
export class LookupBudget {
  private tokens = BURST;
  private at = 0;
  private readonly unknown = new Map<string, number>();

  /** Takes one question; false when there is none left now. */
  take(nowMs: number): boolean {
    this.tokens = Math.min(BURST, this.tokens + (Math.max(0, nowMs - this.at) / 1000) * PER_SECOND);
    this.at = Math.max(this.at, nowMs);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** Notes that nobody has this key. */
  remember(mark: string, nowMs: number): void {
    this.unknown.delete(mark);
    this.unknown.set(mark, nowMs);
    const [oldest] = this.unknown.keys();
    if (this.unknown.size > MOST && oldest !== undefined) this.unknown.delete(oldest);
  }

  /** True for a key that nobody had a moment ago. */
  isUnknown(mark: string, nowMs: number): boolean {
    const at = this.unknown.get(mark);
    return at !== undefined && nowMs - at < UNKNOWN_MS;
  }
}
