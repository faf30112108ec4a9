/**
 * One bound for all tenants, shared so that none can fill it: a tenant may hold at most as much as it leaves free (so one alone gets
 * half, two a third each, and there is always room for one more), but always one thing, when it holds nothing and that fits.
 */
export class TenantShares {
  private readonly limit: number;
  private readonly times: number;
  private readonly held = new Map<string, number>();
  private total = 0;

  /** `times`: how many times what is free a tenant may hold; 4 lets one alone have four fifths. */
  constructor(limit: number, times = 1) {
    this.limit = limit;
    this.times = times;
  }

  get inUse(): number {
    return this.total;
  }

  heldBy(tenantId: string): number {
    return this.held.get(tenantId) ?? 0;
  }

  /** Takes an amount; false, taking nothing, when it would pass the tenant's share. Something larger than the whole is taken when nothing else is held. */
  take(tenantId: string, amount: number): boolean {
    const own = this.heldBy(tenantId);
    const free = this.limit - this.total;
    const fits = own + amount <= this.times * (free - amount) || (own === 0 && amount <= free) || this.total === 0;
    if (!fits) return false;
    this.held.set(tenantId, own + amount);
    this.total += amount;
    return true;
  }

  release(tenantId: string, amount: number): void {
    const own = this.heldBy(tenantId);
    const released = Math.min(own, amount);
    this.total -= released;
    if (own === released) this.held.delete(tenantId);
    else this.held.set(tenantId, own - released);
  }
}
