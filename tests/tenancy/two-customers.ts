import { randomUUID } from 'node:crypto';
import { sha256Hex } from '@watchfloor/core/ids';
import { appendAudit, closePostgres, connectPostgres, insertContract, insertSavedSearch, insertSensorCertificate, upsertAssessment, upsertEvidencePackage, upsertGrant, upsertNotice, upsertObservedAsset, withTenant } from '@watchfloor/postgres';
import { mintScope, type SeededTenant } from '@watchfloor/testing-env';
import { globalId, type NodeType } from '../../apps/api/src/graphql/global-id.ts';
import { createApiStage, type ApiStage } from '../../apps/api/test/stage/api-stage.ts';
import type { OperationIds } from '../../apps/api/test/stage/every-operation.ts';
import { personActor, seedCase } from '../../apps/api/test/stage/seed-case.ts';
import { seedEvents } from '../../apps/api/test/stage/seed-events.ts';

const AT = new Date('2026-05-04T09:00:00Z');

/** Everything that one customer has: an id of each kind, and texts that no other customer's answer may hold. */
export interface Customer {
  readonly tenant: SeededTenant;
  readonly caseId: string;
  readonly findingId: string;
  readonly eventId: string;
  readonly packageId: string;
  readonly packageSha256: string;
  readonly observedAssetId: string;
  readonly noticeKey: string;
  readonly ids: OperationIds;
  readonly marks: readonly string[];
}

export interface TwoCustomers {
  readonly stage: ApiStage;
  readonly a: Customer;
  readonly b: Customer;
  stop(): Promise<void>;
}

/** Two customers with a row in every table of PostgreSQL and in the tables of ClickHouse, and the API over them. */
export async function seedTwoCustomers(): Promise<TwoCustomers> {
  const stage = await createApiStage();
  return { stage, a: await seedCustomer(stage, stage.a), b: await seedCustomer(stage, stage.b), stop: () => stage.stop() };
}

async function seedCustomer(stage: ApiStage, tenant: SeededTenant): Promise<Customer> {
  const { tenantId, siteId } = tenant;
  const scope = mintScope([tenantId]);
  const { events, finding } = await seedEvents(stage.stores.clickhouse, tenant, AT, 2);
  const { caseId } = await seedCase(stage.cases, tenant, {
    openedAt: AT, title: `case of ${tenant.slug}`, findingIds: [finding.findingId],
    commands: [{ by: personActor('ana', 'provider', 'analyst'), afterMs: 60_000, command: { type: 'acknowledge', note: `note of ${tenant.slug}` } }],
  });
  const packageId = randomUUID();
  const savedSearchId = randomUUID();
  const noticeKey = `${caseId}:1:0:ana:email`;
  const observedAssetId = randomUUID();
  const packageSha256 = await stage.stores.packages.put(scope, tenantId, Buffer.from(`package of ${tenant.slug}`));
  await withTenant(stage.cases, scope, async (tx) => {
    await upsertEvidencePackage(scope, tx, { tenantId, id: packageId, framework: 'nist-csf-2.0', periodFrom: new Date('2026-04-01'), periodTo: new Date('2026-05-01'), snapshotAt: AT, status: 'ready', requestedBy: { name: 'aude' }, requestedAt: AT, completedAt: AT, sha256: packageSha256, sizeBytes: 10n, manifestSha256: 'f'.repeat(64) });
    await upsertAssessment(scope, tx, { tenantId, framework: 'nist-csf-2.0', controlId: 'DE.CM-01', periodFrom: new Date('2026-04-01'), periodTo: new Date('2026-05-01'), status: 'satisfied', reason: `assessed for ${tenant.slug}`, evidence: {}, evaluatedAt: AT });
    await upsertNotice(scope, tx, { tenantId, idempotencyKey: noticeKey, caseId, channel: 'email', recipient: `ana@${tenant.slug}`, round: 1, step: 0, status: 'delivered', dueAt: AT });
  });
  await withTenant(stage.stores.postgres, scope, async (tx) => {
    await insertContract(scope, tx, { tenantId, version: 2, document: { version: 2, note: `contract of ${tenant.slug}` }, createdBy: 'test' });
    await insertSavedSearch(scope, tx, { tenantId, id: savedSearchId, name: `search of ${tenant.slug}`, query: 'write', lastMinutes: 60 });
    await insertSensorCertificate(scope, tx, { tenantId, sensorId: tenant.sensor.id, sha256: sha256Hex(tenant.sensor.id) });
    await appendAudit(tx, scope, tenantId, 'test.seeded', `tenant:${tenantId}`);
    await upsertGrant(scope, tx, { tenantId, subject: `only-${tenant.slug}`, username: `only-${tenant.slug}`, displayName: 'Only', email: 'o@example.test', role: 'analyst' });
  });
  const detect = connectPostgres(stage.env.postgres.urls.wf_detect, 1);
  await withTenant(detect, scope, (tx) => upsertObservedAsset(scope, tx, { tenantId, id: observedAssetId, siteId, ip: '10.9.9.9', deviceClass: 'OT', evidence: {}, firstSeen: AT, lastSeen: AT }));
  await closePostgres(detect);
  const eventId = events[0]?.eventId ?? '';
  const plain: Record<NodeType, string> = { Tenant: tenantId, Site: siteId, Asset: tenant.assets.plc.id, Sensor: tenant.sensor.id, Event: eventId, Finding: finding.findingId, Case: caseId, EvidenceExport: packageId };
  const nodes = Object.fromEntries((Object.keys(plain) as NodeType[]).map((type) => [type, globalId(type, tenantId, plain[type])]));
  return {
    tenant, caseId, findingId: finding.findingId, eventId, packageId, packageSha256, observedAssetId, noticeKey,
    ids: { tenantId, siteId, sensorId: tenant.sensor.id, caseId, savedSearchId, nodes },
    marks: [tenantId, tenant.slug, siteId, tenant.sensor.id, caseId, finding.findingId, eventId, packageId, packageSha256, observedAssetId, savedSearchId, ...Object.values(tenant.assets).map((asset) => asset.id), ...Object.values(tenant.zones), ...Object.values(nodes)],
  };
}

/** The marks of a customer that a text holds. */
export function marksIn(customer: Customer, value: unknown): string[] {
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? '';
  return customer.marks.filter((mark) => text.includes(mark));
}
