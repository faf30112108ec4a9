export type { CaseActivities, CaseIdentity, CaseRecord, NoticeOrder, NoticeSettlement } from './case-activities.ts';
export type { EvidenceActivities } from './evidence-activities.ts';
export { evidenceExportWorkflow } from './evidence-export.workflow.ts';
export { caseWorkflow } from './case.workflow.ts';
export { escalationAuditWorkflow, type AuditActivities, type StrandedCase } from './escalation-audit.workflow.ts';
export {
  CASE_TASK_QUEUE,
  CASE_WORKFLOW,
  caseState,
  caseWorkflowId,
  command,
  EVIDENCE_WORKFLOW,
  evidenceRecorded,
  evidenceWorkflowId,
  tenantOfWorkflowId,
  type CarriedCase,
  type CaseRun,
  type EvidenceRequest,
  type OpenCaseInput,
} from './messages.ts';
export { retentionWorkflow, type RetentionActivities } from './retention.workflow.ts';
