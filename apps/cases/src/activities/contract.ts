import { compilePolicy } from '@watchfloor/cases/compile';
import { withTenant, type Postgres } from '@watchfloor/postgres';
import type { CaseActivities } from '@watchfloor/workflow-cases';
import type { Logger } from 'pino';
import { contractOf } from '../notices/contract-of.ts';
import { workflowScope } from './workflow-scope.ts';

/** Compiles the tenant's contract outside the workflow, where time zone data may be read. */
export function loadContractActivity(db: Postgres, log: Logger): CaseActivities['loadContract'] {
  return async (input) => {
    const scope = workflowScope(input);
    const contract = await withTenant(db, scope, (tx) => contractOf(scope, tx, input.tenantId, log));
    return compilePolicy(contract, input.fromMs);
  };
}
