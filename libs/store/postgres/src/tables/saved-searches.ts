import { covers, Refused, type TenantScope } from '@watchfloor/core';
import type { Prisma, SavedSearch } from '../generated/client.ts';
import { requireTenant, scopedTo } from '../scoped.ts';
import type { TenantTransaction } from '../with-tenant.ts';

/** A customer has this many searches of one organisation at most. */
const MAX_SEARCHES = 500;

/** The people who see each other's searches: the provider's, or the customer's (auditors look on its behalf). */
const orgOf = (scope: TenantScope): string => (scope.actor.org === 'customer' ? 'customer' : 'provider');

/** Searches that the actor's organisation keeps at a tenant, by name. */
export async function listSavedSearches(scope: TenantScope, tx: TenantTransaction, tenantId?: string | null): Promise<SavedSearch[]> {
  return tx.savedSearch.findMany({ where: { ...scopedTo(scope, tenantId), org: orgOf(scope) }, orderBy: [{ tenantId: 'asc' }, { name: 'asc' }], take: MAX_SEARCHES });
}

export async function findSavedSearch(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string): Promise<SavedSearch | null> {
  return tx.savedSearch.findFirst({ where: { ...scopedTo(scope, tenantId), org: orgOf(scope), id } });
}

/** Keeps a search for the actor's organisation. Throws Refused CONFLICT when the name is taken there, QUOTA_EXCEEDED past 500 searches. */
export async function insertSavedSearch(scope: TenantScope, tx: TenantTransaction, search: Omit<Prisma.SavedSearchUncheckedCreateInput, 'org' | 'ownerSubject' | 'ownerName'>): Promise<SavedSearch> {
  requireTenant(scope, search.tenantId);
  if ((await tx.savedSearch.count({ where: { tenantId: search.tenantId, org: orgOf(scope) } })) >= MAX_SEARCHES) throw new Refused('QUOTA_EXCEEDED', `${MAX_SEARCHES} searches are kept already: delete some`);
  return unlessTaken(search.name, tx.savedSearch.create({ data: { ...search, org: orgOf(scope), ownerSubject: scope.actor.id, ownerName: scope.actor.name } }));
}

/** Renames a search of the actor's own; null when there is none. Throws Refused CONFLICT when the name is taken. */
export async function renameSavedSearch(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string, name: string): Promise<SavedSearch | null> {
  if (!covers(scope, tenantId)) return null;
  const [renamed] = await unlessTaken(name, tx.savedSearch.updateManyAndReturn({ where: { ...scopedTo(scope, tenantId), org: orgOf(scope), ownerSubject: scope.actor.id, id }, data: { name, updatedAt: new Date() } }));
  return renamed ?? null;
}

/** Deletes a search of the actor's own; false when there is none. */
export async function deleteSavedSearch(scope: TenantScope, tx: TenantTransaction, tenantId: string, id: string): Promise<boolean> {
  const { count } = await tx.savedSearch.deleteMany({ where: { ...scopedTo(scope, tenantId), org: orgOf(scope), ownerSubject: scope.actor.id, id } });
  return count > 0;
}

async function unlessTaken<T>(name: string, change: Promise<T>): Promise<T> {
  return change.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'P2002') throw new Refused('CONFLICT', `a search called '${name}' is kept already`);
    throw error;
  });
}
