import type { KeyObject } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { assessmentResults, evaluate, frameworks, planOfAction, renderReport, type AssessmentContext } from '@watchfloor/compliance';
import type { TenantScope } from '@watchfloor/core';
import { appendAudit, latestPackageBefore, upsertAssessment, upsertEvidencePackage, withTenant, type Postgres, type TenantTransaction } from '@watchfloor/postgres';
import { buildPackage, type PackageContents, type PackageStore } from '@watchfloor/vault';
import type { EvidenceActivities, EvidenceRequest } from '@watchfloor/workflow-cases';
import { ApplicationFailure, heartbeat } from '@temporalio/activity';
import { workflowScope } from '../workflow-scope.ts';
import { jsonFile, NdjsonFile, PackageTooLarge } from './ndjson.ts';
import { readRecord, type PostgresRecord } from './read-record.ts';
import { readTelemetry, type Telemetry } from './read-telemetry.ts';

export interface EvidenceOptions {
  readonly db: Postgres;
  readonly clickhouse: ClickHouseClient;
  readonly vault: PackageStore;
  readonly signingKey: KeyObject;
  readonly version: string;
}

const READ_WITHIN_MS = 120_000;

function contentsOf(context: AssessmentContext, record: PostgresRecord, telemetry: Telemetry): PackageContents {
  const cases = new NdjsonFile('cases.ndjson');
  for (const { document } of record.cases) cases.add(document);
  const audit = new NdjsonFile('audit.ndjson');
  for (const row of record.audit) audit.add({ seq: Number(row.seq), payload: row.payload, prevHash: row.prevHash, hash: row.hash });
  return {
    'oscal/assessment-results.json': jsonFile(assessmentResults(context)),
    'oscal/poam.json': jsonFile(planOfAction(context)),
    'events.ndjson': telemetry.events,
    'findings.ndjson': telemetry.findings,
    'cases.ndjson': cases.bytes(),
    'audit.ndjson': audit.bytes(),
    'gaps.json': jsonFile(context.facts.gaps),
    'facts.json': jsonFile(context.facts),
    'report.html': Buffer.from(renderReport(context), 'utf8'),
  };
}

async function writeAssessments(scope: TenantScope, tx: TenantTransaction, request: EvidenceRequest, context: AssessmentContext): Promise<void> {
  for (const a of context.assessments) {
    await upsertAssessment(scope, tx, {
      tenantId: request.tenantId,
      framework: request.framework,
      controlId: a.controlId,
      periodFrom: new Date(request.from),
      periodTo: new Date(request.to),
      status: a.status,
      reason: a.reason,
      evidence: { query: a.query ?? null, observations: a.observations as Record<string, string | number | string[]> },
      evaluatedAt: new Date(context.facts.snapshotAt),
    });
  }
}

function rowOf(request: EvidenceRequest): Parameters<typeof upsertEvidencePackage>[2] {
  const { tenantId, packageId, framework, requestedBy } = request;
  return {
    tenantId,
    id: packageId,
    framework,
    periodFrom: new Date(request.from),
    periodTo: new Date(request.to),
    snapshotAt: new Date(request.snapshotAt ?? request.requestedAt),
    status: 'requested',
    requestedBy: { ...requestedBy, roles: [...requestedBy.roles] },
    requestedAt: new Date(request.requestedAt),
  };
}

/** The activities of an evidence export: put the request on record, build and seal the package, or record why not. */
export function evidenceActivities(options: EvidenceOptions): EvidenceActivities {
  return {
    async recordEvidenceRequest(request) {
      const scope = workflowScope(request);
      await withTenant(options.db, scope, async (tx) => {
        await upsertEvidencePackage(scope, tx, rowOf(request));
        await appendAudit(tx, scope, request.tenantId, 'evidence.requested', `evidence/${request.packageId}`, { by: request.requestedBy, framework: request.framework, from: request.from, to: request.to });
      });
    },

    async exportEvidence(request) {
      const scope = workflowScope(request);
      const framework = frameworks.find((f) => f.id === request.framework);
      if (!framework) throw ApplicationFailure.nonRetryable(`there is no framework '${request.framework}'; one of: ${frameworks.map((f) => f.id).join(', ')}`, 'INVALID_INPUT');
      const snapshotAt = request.snapshotAt ?? request.requestedAt;
      const record = await withTenant(options.db, scope, (tx) => readRecord(scope, tx, request, snapshotAt), { timeoutMs: READ_WITHIN_MS, isolationLevel: 'RepeatableRead' });
      const telemetry = await readTelemetry(options.clickhouse, scope, request, snapshotAt, record.facts.sensors, () => heartbeat()).catch((error: unknown) => {
        throw error instanceof PackageTooLarge ? ApplicationFailure.nonRetryable(error.message, 'TOO_LARGE') : error;
      });
      const facts = { ...record.facts, ...telemetry.facts, period: { from: request.from, to: request.to }, snapshotAt };
      const context: AssessmentContext = { framework, facts, assessments: evaluate(framework, facts) };
      const previous = await withTenant(options.db, scope, (tx) => latestPackageBefore(scope, tx, request.tenantId, new Date(snapshotAt)));
      const built = buildPackage(
        {
          generator: { name: 'watchfloor', version: options.version },
          tenant: { id: facts.tenant.id, name: facts.tenant.name },
          framework: { id: framework.id, version: framework.version },
          period: { from: new Date(request.from).toISOString(), to: new Date(request.to).toISOString() },
          snapshot: new Date(snapshotAt).toISOString(),
          previousManifestSha256: previous?.manifestSha256 ?? null,
        },
        contentsOf(context, record, telemetry),
        options.signingKey,
      );
      await options.vault.put(scope, request.tenantId, built.zip);
      await withTenant(options.db, scope, async (tx) => {
        await writeAssessments(scope, tx, request, context);
        const done = { status: 'ready', sha256: built.sha256, sizeBytes: BigInt(built.zip.length), manifestSha256: built.manifestSha256, previousManifestSha256: previous?.manifestSha256 ?? null, completedAt: new Date() };
        await upsertEvidencePackage(scope, tx, { ...rowOf(request), ...done });
        await appendAudit(tx, scope, request.tenantId, 'evidence.sealed', `evidence/${request.packageId}`, { sha256: built.sha256, manifestSha256: built.manifestSha256 });
      }, { timeoutMs: READ_WITHIN_MS });
    },

    async failEvidence({ request, reason }) {
      const scope = workflowScope(request);
      await withTenant(options.db, scope, async (tx) => {
        await upsertEvidencePackage(scope, tx, { ...rowOf(request), status: 'failed', error: reason, completedAt: new Date() });
        await appendAudit(tx, scope, request.tenantId, 'evidence.failed', `evidence/${request.packageId}`, { reason });
      });
    },
  };
}
