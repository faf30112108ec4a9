import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { appendAudit, withTenant } from '@watchfloor/postgres';
import type { TenantScope } from '@watchfloor/core';
import type { Caller } from '../auth/caller.ts';
import { log } from '../logging/log.ts';
import { Stores } from '../stores.ts';

const FLUSH_AFTER_MS = 5_000;
const FLUSH_AT_READS = 200;

interface Batch {
  readonly scope: TenantScope;
  readonly tenantId: string;
  readonly from: Date;
  readonly reads: Map<string, number>;
}

/**
 * Tells each customer's audit log what people of the provider, and auditors, looked at. Reads are gathered for 5 s and
 * written as one row per person and tenant, so a process that is killed loses what it gathered since; stopping writes it.
 */
@Injectable()
export class ReadAudit implements OnModuleDestroy {
  private readonly batches = new Map<string, Batch>();
  private pending = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly stores: Stores) {}

  /** Notes that the caller read `what` at the tenant, or at every tenant of their scope. */
  note(caller: Caller, what: string, tenantId?: string): void {
    const { actor } = caller.principal;
    if (actor.org !== 'provider' && !actor.roles.includes('auditor')) return;
    for (const tenant of tenantId === undefined ? caller.scope.tenants : [tenantId]) {
      const key = `${actor.id} ${tenant}`;
      const batch = this.batches.get(key) ?? { scope: caller.scope, tenantId: tenant, from: new Date(), reads: new Map<string, number>() };
      batch.reads.set(what, (batch.reads.get(what) ?? 0) + 1);
      this.batches.set(key, batch);
    }
    this.pending += 1;
    if (this.pending >= FLUSH_AT_READS) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
  }

  /** Writes what was gathered; resolves when it is in the database. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batches = [...this.batches.values()];
    this.batches.clear();
    this.pending = 0;
    this.writing = this.writing.then(async () => {
      for (const batch of batches) await this.write(batch);
    });
    await this.writing;
  }

  async onModuleDestroy(): Promise<void> {
    await this.flush();
  }

  private async write({ scope, tenantId, from, reads }: Batch): Promise<void> {
    try {
      await withTenant(this.stores.postgres, scope, (tx) => appendAudit(tx, scope, tenantId, 'data.read', 'graphql', { since: from.toISOString(), reads: Object.fromEntries(reads) }));
    } catch (error) {
      log.error({ err: error, tenantId, actor: scope.actor.id, reads: Object.fromEntries(reads) }, 'a record of reads could not be written');
    }
  }
}
