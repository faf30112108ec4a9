import type { CaseState } from '@watchfloor/cases';
import { findCaseSnapshot, withTenant, type Postgres } from '@watchfloor/postgres';
import type { CaseActivities } from '@watchfloor/workflow-cases';
import { workflowScope } from './workflow-scope.ts';

/** Reads the state that a case goes on from. Only `recordCase` writes it, from the reducer, so its shape is the reducer's. */
export function loadCaseActivity(db: Postgres): CaseActivities['loadCase'] {
  return async (input) => {
    const scope = workflowScope(input);
    const row = await withTenant(db, scope, (tx) => findCaseSnapshot(scope, tx, input.tenantId, input.caseId));
    return row === null ? null : (row.state as unknown as CaseState);
  };
}
