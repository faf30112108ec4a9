import type { CaseActivities, EvidenceActivities } from '@watchfloor/workflow-cases';
import { loadContractActivity } from './contract.ts';
import { evidenceActivities, type EvidenceOptions } from './evidence/export-evidence.ts';
import { loadCaseActivity } from './load-case.ts';
import { notifyActivities, type NotifyOptions } from './notify.ts';
import { recordCaseActivity } from './record-case.ts';

/** Every activity of the worker, one file per noun. */
export function createActivities(options: NotifyOptions & { readonly evidence: EvidenceOptions }): CaseActivities & EvidenceActivities {
  return {
    loadCase: loadCaseActivity(options.db),
    loadContract: loadContractActivity(options.db, options.log),
    recordCase: recordCaseActivity(options.db),
    ...notifyActivities(options),
    ...evidenceActivities(options.evidence),
  };
}
