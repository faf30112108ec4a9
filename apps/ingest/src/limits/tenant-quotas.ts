export interface QuotaSettings {
  readonly eventsPerSecond: number;
  readonly bytesPerSecond: number;
  /** How many seconds' worth may come at once. */
  readonly burstSeconds: number;
}

interface Bucket {
  events: number;
  bytes: number;
  at: number;
}

/**
 * Two token buckets per tenant: events and bytes a second, with a burst. What a request brings is known only once it is read,
 * so a request is admitted while the buckets are not in debt and is debited afterwards.
 */
export class TenantQuotas {
  private readonly settings: QuotaSettings;
  private readonly buckets = new Map<string, Bucket>();

  constructor(settings: QuotaSettings) {
    this.settings = settings;
  }

  /** Seconds to wait before the tenant may send again; 0 when it may now. */
  waitSeconds(tenantId: string, nowMs: number): number {
    const bucket = this.refill(tenantId, nowMs);
    return Math.max(0, -bucket.events / this.settings.eventsPerSecond, -bucket.bytes / this.settings.bytesPerSecond);
  }

  /** Takes what a request brought. */
  debit(tenantId: string, events: number, bytes: number, nowMs: number): void {
    const bucket = this.refill(tenantId, nowMs);
    bucket.events -= events;
    bucket.bytes -= bytes;
  }

  private refill(tenantId: string, nowMs: number): Bucket {
    const { eventsPerSecond, bytesPerSecond, burstSeconds } = this.settings;
    const full: Bucket = { events: eventsPerSecond * burstSeconds, bytes: bytesPerSecond * burstSeconds, at: nowMs };
    const bucket = this.buckets.get(tenantId) ?? full;
    const seconds = Math.max(0, (nowMs - bucket.at) / 1000);
    bucket.events = Math.min(full.events, bucket.events + seconds * eventsPerSecond);
    bucket.bytes = Math.min(full.bytes, bucket.bytes + seconds * bytesPerSecond);
    bucket.at = nowMs;
    this.buckets.set(tenantId, bucket);
    return bucket;
  }
}
