import { Injectable } from '@nestjs/common';
import { optionalTenant, type Caller } from '../auth/caller.ts';
import { Stores } from '../stores.ts';
import type { CaseModel } from './case.model.ts';
import { CaseService } from './case.service.ts';

export interface CaseChanged {
  readonly caseChanged: CaseModel;
}

/** The push side: changes of case records that the database announces, read back with the subscriber's own scope. */
@Injectable()
export class CaseChangesService {
  constructor(
    private readonly stores: Stores,
    private readonly cases: CaseService,
  ) {}

  /** Yields each changed case of the caller's tenants, or of one, until it is returned. A case waits in line once. */
  follow(caller: Caller, tenantId: string | null | undefined): AsyncIterableIterator<CaseChanged> {
    const tenant = optionalTenant(caller, tenantId);
    const waiting = new Map<string, { tenantId: string; caseId: string }>();
    let wake: (() => void) | undefined;
    let ended = false;
    const stop = this.stores.changes.subscribe(caller.scope, (change) => {
      if (tenant !== undefined && change.tenantId !== tenant) return;
      waiting.set(change.caseId, change);
      wake?.();
    });
    const next = async (): Promise<IteratorResult<CaseChanged>> => {
      for (;;) {
        if (ended) return { value: undefined, done: true };
        const [change] = waiting.values();
        if (!change) {
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        waiting.delete(change.caseId);
        const changed = await this.cases.find(caller, change.tenantId, change.caseId);
        if (changed) return { value: { caseChanged: changed }, done: false };
      }
    };
    const end = (): Promise<IteratorResult<CaseChanged>> => {
      ended = true;
      stop();
      wake?.();
      return Promise.resolve({ value: undefined, done: true });
    };
    return { next, return: end, throw: end, [Symbol.asyncIterator]() { return this; } };
  }
}
