import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { CaseState, CommandOutcome, Envelope, EscalationStepEvent, LedgerEvent, OpenInput } from '@watchfloor/cases';
import type { Actor } from '@watchfloor/core';

/** Names, ids and message types that the gateway, the workflows and the tests share. */
export const CASE_TASK_QUEUE = 'cases';
export const CASE_WORKFLOW = 'caseWorkflow';
export const EVIDENCE_WORKFLOW = 'evidenceExportWorkflow';

/** Key space of workflows that belong to no tenant. */
export const PLATFORM = 'platform';

/** Header that names the tenant on whose behalf a message is sent. */
export const TENANT_HEADER = 'wf-tenant';

/** What is known of a case when it opens; times in epoch ms. */
export type OpenCaseInput = Omit<OpenInput, 'openedAt' | 'by' | 'key' | 'policy'>;

/**
 * Start of a run of the case workflow: `open` for a group of findings that may have no case yet, nothing for a closed
 * case that goes on, `carried` after continue-as-new. A stored case always wins over `open`.
 */
export interface CaseRun {
  tenantId: string;
  caseId: string;
  open?: OpenCaseInput;
  carried?: CarriedCase;
  /** Events of history after which the run continues as new; the server's own suggestion applies as well. */
  historyLimit?: number;
}

/** What one run hands to the next: plain JSON. */
export interface CarriedCase {
  state: CaseState;
  outbox: LedgerEvent[];
  /** Escalation steps whose notices are not settled yet. */
  notifying: EscalationStepEvent[];
}

/** Anything a person or service asks of a case. Refused by its validator before it leaves a trace. */
export const command = defineUpdate<CommandOutcome, [Envelope]>('command');
/** The reducer's state; for tests and debugging only (it needs a live worker). */
export const caseState = defineQuery<CaseState>('state');

/** Start of an evidence export; the period is [from, to) in epoch ms. */
export interface EvidenceRequest {
  tenantId: string;
  packageId: string;
  framework: string;
  from: number;
  to: number;
  requestedBy: Actor;
  /** Epoch ms: when the API received it. */
  requestedAt: number;
  /** Epoch ms: the record as it stood then; `requestedAt` unless told. The same snapshot again gives the same bytes. */
  snapshotAt?: number;
}

/** Answers once the request stands in PostgreSQL (evidence_packages), so that whoever asked finds it there. */
export const evidenceRecorded = defineUpdate<void, []>('recorded');

export function caseWorkflowId(tenantId: string, caseId: string): string {
  return `case:${tenantId}:${caseId}`;
}

export function evidenceWorkflowId(tenantId: string, packageId: string): string {
  return `evidence:${tenantId}:${packageId}`;
}

const TENANT_PART = /^[a-z-]+:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):/;

/** The tenant that a workflow id names (`case:<tenant>:<case>`), or undefined for a workflow of the platform. */
export function tenantOfWorkflowId(workflowId: string): string | undefined {
  return TENANT_PART.exec(workflowId)?.[1];
}
