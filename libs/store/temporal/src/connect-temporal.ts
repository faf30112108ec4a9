import { Connection } from '@temporalio/client';
import { caseGateway, type CaseGateway } from './case-gateway.ts';
import type { TemporalConfig } from './config.ts';
import { evidenceGateway, type EvidenceGateway } from './evidence-gateway.ts';
import { tenantClients } from './tenant-client.ts';

/** Temporal as the rest of Watchfloor sees it: cases and evidence exports, by tenant scope. No raw client leaves this library. */
export interface TemporalStore {
  readonly cases: CaseGateway;
  readonly evidence: EvidenceGateway;
  /** Resolves when the frontend answers within 2 s; rejects otherwise. For /readyz. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects lazily: the first call makes the connection, so a start does not depend on Temporal being up. `clock` gives
 * the time at which a command is received and is replaced only by tests that travel in time.
 */
export async function connectTemporal(config: TemporalConfig, clock: () => number = Date.now): Promise<TemporalStore> {
  const connection = Connection.lazy({ address: config.WF_TEMPORAL_ADDRESS });
  const clientOf = tenantClients(connection, config.WF_TEMPORAL_NAMESPACE, config.WF_PAYLOAD_KEYS);
  return {
    cases: caseGateway(clientOf, clock),
    evidence: evidenceGateway(clientOf, clock),
    async ready() {
      await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.getSystemInfo({}));
    },
    close: () => connection.close(),
  };
}
