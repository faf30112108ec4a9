import { countUnparsed, exportEvents, exportFindings, ocsfOfRow, sensorGaps } from '@watchfloor/clickhouse';
import type { ClickHouseClient } from '@clickhouse/client';
import type { EvidenceFacts, SensorFact } from '@watchfloor/compliance';
import type { TenantScope } from '@watchfloor/core';
import type { EvidenceRequest } from '@watchfloor/workflow-cases';
import { NdjsonFile } from './ndjson.ts';

/** What ClickHouse knows of a customer and period at the snapshot. */
export interface Telemetry {
  readonly facts: Pick<EvidenceFacts, 'gaps' | 'eventCounts' | 'unparsedLines' | 'findings'>;
  readonly events: Uint8Array;
  readonly findings: Uint8Array;
}

/** Gaps of the time in which each sensor was to send: from its making to its end, within the period and up to the snapshot. */
async function gapsOf(client: ClickHouseClient, scope: TenantScope, request: EvidenceRequest, snapshotMs: number, sensors: readonly SensorFact[]): Promise<EvidenceFacts['gaps']> {
  const gaps: EvidenceFacts['gaps'][number][] = [];
  for (const sensor of sensors) {
    const fromMs = Math.max(request.from, sensor.createdAt);
    const toMs = Math.min(request.to, snapshotMs, sensor.disabledAt ?? Infinity);
    const found = await sensorGaps(client, scope, { fromMs, toMs, sensors: [{ sensorId: sensor.id, cadenceSeconds: sensor.cadenceSeconds }] });
    gaps.push(...found.map((gap) => ({ sensorId: gap.sensorId, from: gap.fromMs, to: gap.toMs })));
  }
  return gaps;
}

/** Streams events and findings of the period into package files and counts what controls need. */
export async function readTelemetry(client: ClickHouseClient, scope: TenantScope, request: EvidenceRequest, snapshotMs: number, sensors: readonly SensorFact[], alive: () => void): Promise<Telemetry> {
  const window = { fromUs: request.from * 1000, toUs: request.to * 1000, snapshotMs };
  const events = new NdjsonFile('events.ndjson');
  const counts = new Map<string, { siteId: string; classUid: number; events: number }>();
  for await (const row of exportEvents.stream(client, scope, window)) {
    const key = `${row.siteId}/${row.classUid}`;
    const count = counts.get(key) ?? { siteId: row.siteId, classUid: row.classUid, events: 0 };
    count.events += 1;
    counts.set(key, count);
    const raw = row.rawBase64 === '' ? { raw: row.raw } : { rawBase64: row.rawBase64 };
    events.add({ eventId: row.eventId, sensorId: row.sensorId, siteId: row.siteId, ingestedAtMs: row.ingestedAtMs, ocsf: ocsfOfRow(row), ...raw });
    if (count.events % 5_000 === 0) alive();
  }
  const findings = new NdjsonFile('findings.ndjson');
  const findingFacts: EvidenceFacts['findings'][number][] = [];
  for await (const row of exportFindings.stream(client, scope, window)) {
    findings.add(row);
    findingFacts.push({ id: row.findingId, detectionId: row.detectionId, time: Math.floor(row.timeUs / 1000), severityId: row.severityId, eventIds: row.eventIds });
  }
  const [unparsed] = await countUnparsed(client, scope, { fromMs: request.from, toMs: request.to, snapshotMs });
  return {
    events: events.bytes(),
    findings: findings.bytes(),
    facts: {
      gaps: await gapsOf(client, scope, request, snapshotMs, sensors),
      eventCounts: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count),
      unparsedLines: unparsed?.lines ?? 0,
      findings: findingFacts,
    },
  };
}
