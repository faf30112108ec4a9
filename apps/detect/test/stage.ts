import { connectClickHouse, FINDINGS, insertRows, newFindings, type FindingRow } from '@watchfloor/clickhouse';
import type { TenantScope } from '@watchfloor/core';
import { deterministicId } from '@watchfloor/core/ids';
import { serviceScope } from '@watchfloor/identity';
import { closePostgres, connectPostgres, insertSensor, upsertAsset, upsertSite, upsertTenant, upsertZone, withTenant } from '@watchfloor/postgres';
import type { OpenCaseInput } from '@watchfloor/temporal';
import { createTestEnvironment } from '@watchfloor/testing-env';
import { pino } from 'pino';
import { Metrics } from '../src/metrics.ts';
import type { Stores } from '../src/stores.ts';

export const WATER = '11111111-1111-8111-8111-111111111111';
export const HOSPITAL = '22222222-2222-8222-8222-222222222222';
export const SITE = deterministicId('site', WATER);
export const SENSOR = deterministicId('sensor', WATER);
export const PLC = deterministicId('asset', 'plc');
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Real PostgreSQL and ClickHouse with two tenants, a plant of one zone and one controller, and a clock that tests set. */
export async function createDetectStage() {
  const environment = await createTestEnvironment({ postgres: true, clickhouse: true });
  const clickhouse = connectClickHouse({ url: environment.clickhouse.url, database: environment.clickhouse.database });
  const { urls } = environment.postgres;
  const api = connectPostgres(urls.wf_api, 2);
  const postgres = connectPostgres(urls.wf_detect, 4);
  for (const [id, slug] of [[WATER, 'aqua-utility'], [HOSPITAL, 'st-elia-hospital']] as const) {
    const scope = serviceScope('test', [id]);
    await withTenant(api, scope, (tx) => upsertTenant(scope, tx, { id, slug, name: slug, sector: 'water' }));
  }
  const scope = serviceScope('test', [WATER]);
  await withTenant(api, scope, async (tx) => {
    await upsertSite(scope, tx, { tenantId: WATER, id: SITE, name: 'North plant', timeZone: 'Europe/Berlin' });
    await upsertZone(scope, tx, { tenantId: WATER, id: deterministicId('zone'), siteId: SITE, name: 'Control', purdueLevel: 1, targetSecurityLevel: 3, cidrs: ['10.20.10.0/24'] });
    await upsertAsset(scope, tx, { tenantId: WATER, id: PLC, siteId: SITE, zoneId: deterministicId('zone'), name: 'PLC-3', ip: '10.20.10.13', deviceClass: 'OT', purdueLevel: 1, role: 'plc' });
    await insertSensor(scope, tx, { tenantId: WATER, id: SENSOR, siteId: SITE, name: 'North tap', keyHash: 'hash', keyPrefix: 'wfs_', cadenceSeconds: 60 });
  });
  let now = Date.now();
  return {
    clickhouse,
    postgres,
    metrics: new Metrics(),
    log: pino({ level: 'silent' }),
    scope: (...tenants: string[]): TenantScope => serviceScope('test', tenants),
    advance: (ms: number) => void (now += ms),
    now: () => now,
    stores: (cases: Stores['cases']): Stores => ({ clickhouse, postgres, cases, now: () => now }),
    insert: (rows: readonly FindingRow[]) => insertRows(clickhouse, serviceScope('test', [...new Set(rows.map((row) => row.tenantId))]), FINDINGS, rows),
    findings: (tenantId: string) => newFindings(clickhouse, serviceScope('test', [tenantId]), { sinceMs: 0 }),
    async stop() {
      await clickhouse.close();
      await Promise.all([closePostgres(api), closePostgres(postgres)]);
      await environment.close();
    },
  };
}
export type DetectStage = Awaited<ReturnType<typeof createDetectStage>>;

/** A finding of a tenant, `n` seconds before `nowMs`. */
export function aFinding(tenantId: string, n: number, nowMs: number, change: Partial<FindingRow> = {}): FindingRow {
  return {
    tenantId, findingId: deterministicId('finding', tenantId, n), timeUs: (nowMs - n * 1000) * 1000, detectedAtMs: nowMs, detectionId: 'modbus-write', detectionVersion: 1, kind: 'event',
    title: `write ${n}`, reason: `ENG-1 wrote register ${n}.`, severityId: 4, confidence: 90, siteId: SITE, sensorId: SENSOR, assetId: PLC, zoneId: NO_ID, srcIp: '10.20.30.44', dstIp: '10.20.10.13',
    groupKey: `ot-access:${SITE}:eng-1`, techniques: ['T0836'], eventIds: [], matched: {}, nextSteps: ['Call the plant.'], ...change,
  };
}

/** Temporal's place in the tests of the loop: keeps what it was told, dies when told to. */
export class CaseBook {
  readonly opened: OpenCaseInput[] = [];
  fail: ((input: OpenCaseInput) => Error | undefined) | undefined;

  readonly gateway: Stores['cases'] = {
    open: async (_scope, input) => {
      const error = this.fail?.(input);
      if (error) throw error;
      this.opened.push(input);
      return { caseId: input.caseId };
    },
    command: () => Promise.reject(new Error('detect gives no commands')),
  };

  caseIds(): string[] {
    return [...new Set(this.opened.map((input) => input.caseId))];
  }

  findingIds(): string[] {
    return this.opened.flatMap((input) => input.findings.map((finding) => finding.id));
  }
}
