export interface QuotaSettings {
  readonly eventsPerSecond: number;
  readonly bytesPerSecond: number;
  /** How many seconds' worth may come at once. */
  readonly burstSeconds: number;
}

/** What a tenant's own contract says; null where it says nothing. */
export interface OwnQuota {
  readonly eventsPerSecond: number | null;
  readonly bytesPerSecond: number | null;
}

interface Bucket {
  events: number;
  bytes: number;
  at: number;
}

/**
 * Two token buckets per tenant: events and bytes a second, with a burst. What a request brings is known only once it is read, so it is
 * read while the buckets are not in debt, and admitted (and debited) before it costs any more: requests that were read side by side
 * overshoot by one, not by all.
 */
export class TenantQuotas {
  private readonly settings: QuotaSettings;
  private readonly ownQuota: (tenantId: string) => OwnQuota | undefined;
  private readonly buckets = new Map<string, Bucket>();

  /** `ownQuota` gives the tenant's own numbers, which go before the settings'. */
  constructor(settings: QuotaSettings, ownQuota: (tenantId: string) => OwnQuota | undefined = () => undefined) {
    this.settings = settings;
    this.ownQuota = ownQuota;
  }

  /** Seconds to wait before the tenant may send again; 0 when it may now. */
  waitSeconds(tenantId: string, nowMs: number): number {
    const { eventsPerSecond, bytesPerSecond } = this.rates(tenantId);
    const bucket = this.refill(tenantId, nowMs);
    return Math.max(0, -bucket.events / eventsPerSecond, -bucket.bytes / bytesPerSecond);
  }

  /** Takes what a request brings and answers 0; or takes nothing and answers the seconds to wait. */
  admit(tenantId: string, events: number, bytes: number, nowMs: number): number {
    const wait = this.waitSeconds(tenantId, nowMs);
    if (wait === 0) this.debit(tenantId, events, bytes, nowMs);
    return wait;
  }

  /** Takes what a request brought; gives back where the numbers are negative. */
  debit(tenantId: string, events: number, bytes: number, nowMs: number): void {
    const bucket = this.refill(tenantId, nowMs);
    bucket.events -= events;
    bucket.bytes -= bytes;
  }

  private refill(tenantId: string, nowMs: number): Bucket {
    const { eventsPerSecond, bytesPerSecond } = this.rates(tenantId);
    const { burstSeconds } = this.settings;
    const full: Bucket = { events: eventsPerSecond * burstSeconds, bytes: bytesPerSecond * burstSeconds, at: nowMs };
    const bucket = this.buckets.get(tenantId) ?? full;
    const seconds = Math.max(0, (nowMs - bucket.at) / 1000);
    bucket.events = Math.min(full.events, bucket.events + seconds * eventsPerSecond);
    bucket.bytes = Math.min(full.bytes, bucket.bytes + seconds * bytesPerSecond);
    bucket.at = nowMs;
    this.buckets.set(tenantId, bucket);
    return bucket;
  }

  private rates(tenantId: string): { readonly eventsPerSecond: number; readonly bytesPerSecond: number } {
    const own = this.ownQuota(tenantId);
    return { eventsPerSecond: own?.eventsPerSecond ?? this.settings.eventsPerSecond, bytesPerSecond: own?.bytesPerSecond ?? this.settings.bytesPerSecond };
  }
}
