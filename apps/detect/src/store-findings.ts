import { FINDINGS, insertRows } from '@watchfloor/clickhouse';
import type { TenantScope } from '@watchfloor/core';
import type { Finding } from '@watchfloor/detections';
import type { Metrics } from './metrics.ts';
import type { Stores } from './stores.ts';

/** Stores findings that detect made itself; from there they go to cases like any other. */
export async function storeFindings(stores: Stores, metrics: Metrics, scope: TenantScope, findings: readonly Finding[]): Promise<void> {
  const detectedAtMs = stores.now();
  await insertRows(stores.clickhouse, scope, FINDINGS, findings.map((finding) => ({ ...finding, detectedAtMs })));
  for (const finding of findings) metrics.found.inc({ detection: finding.detectionId });
}
