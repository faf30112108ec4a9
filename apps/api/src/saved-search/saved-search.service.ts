import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isUuid, Refused } from '@watchfloor/core';
import { appendAudit, deleteSavedSearch, findSavedSearch, insertSavedSearch, listSavedSearches, renameSavedSearch, withTenant, type TenantTransaction } from '@watchfloor/postgres';
import { parseQuery } from '@watchfloor/search';
import { z } from 'zod';
import { requireTenant, type Caller } from '../auth/caller.ts';
import { parseInput } from '../graphql/parse-input.ts';
import { Stores } from '../stores.ts';
import { toSavedSearch, type DeleteSearchInput, type RenameSearchInput, type SavedSearchModel, type SavedSearchPayload, type SaveSearchInput } from './saved-search.model.ts';

const name = z.string().trim().min(1).max(100);
const Search = z.object({ name, query: z.string().max(4_000), lastMinutes: z.number().int().min(1).max(44_640).nullish() });

@Injectable()
export class SavedSearchService {
  constructor(private readonly stores: Stores) {}

  /** Searches that the caller's organisation keeps at a customer, by name. */
  async list(caller: Caller, tenant: string): Promise<SavedSearchModel[]> {
    const tenantId = requireTenant(caller, tenant);
    const rows = await withTenant(this.stores.postgres, caller.scope, (tx) => listSavedSearches(caller.scope, tx, tenantId));
    return rows.map((row) => toSavedSearch(row, caller.principal.actor.id));
  }

  /** Keeps a search whose query parses. Throws Refused CONFLICT when the name is taken. */
  async save(caller: Caller, input: SaveSearchInput): Promise<SavedSearchPayload> {
    const tenantId = requireTenant(caller, input.tenantId);
    const values = parseInput(Search, input);
    parseQuery(values.query);
    const window = windowOf(input);
    return this.change(caller, input, async (tx) => {
      const row = await insertSavedSearch(caller.scope, tx, { tenantId, id: randomUUID(), name: values.name, query: values.query, ...window });
      await appendAudit(tx, caller.scope, tenantId, 'saved-search.saved', `saved-search:${row.id}`, toldOf(caller, { name: values.name, query: values.query }));
      return toSavedSearch(row, caller.principal.actor.id);
    });
  }

  async rename(caller: Caller, input: RenameSearchInput): Promise<SavedSearchPayload> {
    const tenantId = requireTenant(caller, input.tenantId);
    const wanted = parseInput(z.object({ name }), input).name;
    return this.change(caller, input, async (tx) => {
      await this.requireOwn(caller, tx, tenantId, input.savedSearchId);
      const row = await renameSavedSearch(caller.scope, tx, tenantId, input.savedSearchId, wanted);
      if (!row) throw new Refused('NOT_FOUND', 'no such search');
      await appendAudit(tx, caller.scope, tenantId, 'saved-search.renamed', `saved-search:${row.id}`, toldOf(caller, { name: wanted }));
      return toSavedSearch(row, caller.principal.actor.id);
    });
  }

  async delete(caller: Caller, input: DeleteSearchInput): Promise<SavedSearchPayload> {
    const tenantId = requireTenant(caller, input.tenantId);
    return this.change(caller, input, async (tx) => {
      await this.requireOwn(caller, tx, tenantId, input.savedSearchId);
      await deleteSavedSearch(caller.scope, tx, tenantId, input.savedSearchId);
      await appendAudit(tx, caller.scope, tenantId, 'saved-search.deleted', `saved-search:${input.savedSearchId}`);
      return null;
    });
  }

  private async change(caller: Caller, input: { clientMutationId?: string | null }, work: (tx: TenantTransaction) => Promise<SavedSearchModel | null>): Promise<SavedSearchPayload> {
    return { savedSearch: await withTenant(this.stores.postgres, caller.scope, work), clientMutationId: input.clientMutationId ?? null };
  }

  /** Throws Refused NOT_FOUND for a search that the caller does not see, FORBIDDEN for a colleague's. */
  private async requireOwn(caller: Caller, tx: TenantTransaction, tenantId: string, id: string): Promise<void> {
    const row = isUuid(id) ? await findSavedSearch(caller.scope, tx, tenantId, id) : null;
    if (!row) throw new Refused('NOT_FOUND', 'no such search');
    if (row.ownerSubject !== caller.principal.actor.id) throw new Refused('FORBIDDEN', `it is a search of ${row.ownerName}: save one of your own`);
  }
}

/** The customer's audit log is in the customer's evidence: what the provider's people look for stays out of it. */
function toldOf<Details>(caller: Caller, details: Details): Details | undefined {
  return caller.scope.actor.org === 'customer' ? details : undefined;
}

function windowOf({ lastMinutes, from, to }: SaveSearchInput): { lastMinutes: number } | { windowFrom: Date; windowTo: Date } {
  if (lastMinutes !== null && lastMinutes !== undefined) return { lastMinutes };
  if (!from && !to) return { lastMinutes: 60 };
  if (!from || !to || from >= to) throw new Refused('INVALID_INPUT', 'a window has a from and a later to, or lastMinutes');
  return { windowFrom: from, windowTo: to };
}
