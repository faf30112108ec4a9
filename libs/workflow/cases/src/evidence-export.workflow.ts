import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { EvidenceActivities } from './evidence-activities.ts';
import { evidenceRecorded, type EvidenceRequest } from './messages.ts';

const records = proxyActivities<EvidenceActivities>({ startToCloseTimeout: '30s', retry: { initialInterval: '500ms', maximumInterval: '30s' } });
const builds = proxyActivities<EvidenceActivities>({ startToCloseTimeout: '30m', heartbeatTimeout: '5m', retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 10 } });

/** The life of an evidence package: on record → facts → controls → OSCAL → hashed, signed, sealed; or failed, with the reason. */
export async function evidenceExportWorkflow(request: EvidenceRequest): Promise<void> {
  let recorded = false;
  setHandler(evidenceRecorded, async () => {
    await condition(() => recorded);
  });
  await records.recordEvidenceRequest(request);
  recorded = true;
  try {
    await builds.exportEvidence(request);
  } catch (error) {
    await records.failEvidence({ request, tenantId: request.tenantId, reason: reasonOf(error) });
  }
}

/** What the requester may read: a refusal in its own words; of a fault inside only that there was one, for its text may quote the stores. */
function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (cause instanceof ApplicationFailure && cause.nonRetryable === true) return cause.message;
  return 'the export failed inside Watchfloor and was tried several times: ask the provider, whose log has the cause under the id of this package';
}
