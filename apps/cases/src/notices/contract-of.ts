import { contractSchema, parseContract, type Contract, type ContractPerson } from '@watchfloor/cases/contract';
import { Refused, type TenantScope } from '@watchfloor/core';
import { isRole, ORG_OF_ROLE } from '@watchfloor/identity';
import { findContract, listGrants, type TenantTransaction } from '@watchfloor/postgres';
import type { Logger } from 'pino';
import { DEFAULT_CONTRACT } from './default-contract.ts';

/** The tenant's newest contract. The provider's default stands in when there is none, or when it cannot be read (which is logged as an error). */
export async function contractOf(scope: TenantScope, tx: TenantTransaction, tenantId: string, log: Logger): Promise<Contract> {
  const row = await findContract(scope, tx, tenantId);
  if (row !== null) {
    try {
      return parseContract(row.document);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      log.error({ tenantId, version: row.version, problems: error.message }, 'contract cannot be read: the default stands in');
    }
  }
  return contractSchema.parse({ ...DEFAULT_CONTRACT, people: await grantedPeople(scope, tx, tenantId) });
}

async function grantedPeople(scope: TenantScope, tx: TenantTransaction, tenantId: string): Promise<ContractPerson[]> {
  const grants = await listGrants(scope, tx, tenantId);
  return grants.flatMap((grant) =>
    isRole(grant.role) && ORG_OF_ROLE[grant.role] === 'provider'
      ? [{ id: grant.subject, name: grant.displayName, email: grant.email, org: 'provider' as const, roles: [grant.role], timeZone: 'UTC' }]
      : [],
  );
}
