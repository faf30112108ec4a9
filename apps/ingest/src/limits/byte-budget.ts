import { Refused } from '@watchfloor/core';
import { TenantShares } from './tenant-shares.ts';

/** Where bytes are taken from while they are in memory. */
export interface ByteShare {
  /** Takes bytes; throws Refused UNAVAILABLE, taking none, when they would pass the limit. */
  take(bytes: number): void;
  release(bytes: number): void;
}

/** Bytes that all requests together may hold in memory; `of` gives a tenant's share of them. */
export class ByteBudget implements ByteShare {
  private readonly limit: number;
  private readonly shares: TenantShares;
  private used = 0;

  constructor(limit: number) {
    this.limit = limit;
    this.shares = new TenantShares(limit);
  }

  take(bytes: number): void {
    if (this.used + bytes > this.limit) throw new Refused('UNAVAILABLE', 'too much is waiting to be stored: send again later', 1);
    this.used += bytes;
  }

  release(bytes: number): void {
    this.used = Math.max(0, this.used - bytes);
  }

  /** The budget as a tenant sees it: its `take` throws Refused QUOTA_EXCEEDED when the tenant alone holds its share of it. */
  of(tenantId: string): ByteShare {
    return {
      take: (bytes) => {
        this.take(bytes);
        if (this.shares.take(tenantId, bytes)) return;
        this.release(bytes);
        throw new Refused('QUOTA_EXCEEDED', 'too much of yours is waiting to be stored: send again later', 1);
      },
      release: (bytes) => {
        this.shares.release(tenantId, bytes);
        this.release(bytes);
      },
    };
  }

  get inUse(): number {
    return this.used;
  }
}
