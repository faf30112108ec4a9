import type { AuditActivities, CaseActivities } from '@watchfloor/workflow-cases';
import { loadContractActivity } from './contract.ts';
import { escalationAuditActivity } from './escalation-audit.ts';
import { loadCaseActivity } from './load-case.ts';
import { notifyActivities, type NotifyOptions } from './notify.ts';
import { recordCaseActivity } from './record-case.ts';

/** The activities of cases, one file per noun; those of evidence stand beside them. */
export function createActivities(options: NotifyOptions): CaseActivities & AuditActivities {
  return {
    loadCase: loadCaseActivity(options.db),
    loadContract: loadContractActivity(options.db, options.log),
    recordCase: recordCaseActivity(options.db),
    ...notifyActivities(options),
    auditEscalations: escalationAuditActivity(options.db, options.log),
  };
}
