import type { EvidenceRequest } from './messages.ts';

/** What the evidence export asks of the outside world; `apps/cases/src/activities/evidence` answers. */
export interface EvidenceActivities {
  /** Puts the request on record, so that whoever asked finds it. */
  recordEvidenceRequest(request: EvidenceRequest): Promise<void>;
  /** Gathers the facts, evaluates the controls, builds, signs and keeps the package. The same request again builds the same bytes. */
  exportEvidence(request: EvidenceRequest): Promise<void>;
  /** Records why there is no package. */
  failEvidence(input: { request: EvidenceRequest; tenantId: string; reason: string }): Promise<void>;
}
