import { FINDING_CASES, groupSessions, insertRows, newFindings, type FindingCaseRow, type FindingRecord } from '@watchfloor/clickhouse';
import { Refused, type TenantScope } from '@watchfloor/core';
import { deterministicId } from '@watchfloor/core/ids';
import { serviceScope } from '@watchfloor/identity';
import { listTenantDirectory } from '@watchfloor/postgres';
import type { Logger } from 'pino';
import { assignCases, JOIN_WITHIN_US } from './correlate/assign-cases.ts';
import { openCaseInput } from './correlate/open-case-input.ts';
import { DeliveryPace } from './delivery-pace.ts';
import { eachAtMost } from './each-at-most.ts';
import type { Metrics } from './metrics.ts';
import { SERVICE, type Stores } from './stores.ts';

const TENANTS_AT_ONCE = 4;
const CASES_AT_ONCE = 8;
const FINDINGS_A_READ = 10_000;
const FINDINGS_A_TENANT = 2_000;
const FINDINGS_A_MESSAGE = 200;

type NewFinding = Awaited<ReturnType<typeof newFindings>>[number];

/**
 * Brings findings to cases. What is done is known from `finding_cases` alone: a finding is 'assigned' to a case before
 * Temporal is called and 'delivered' after it has answered, so a crash anywhere repeats the same call for the same case.
 */
export class OpenCases {
  private readonly stores: Stores;
  private readonly metrics: Metrics;
  private readonly log: Logger;
  private readonly pace: DeliveryPace;

  constructor(stores: Stores, metrics: Metrics, log: Logger) {
    this.stores = stores;
    this.metrics = metrics;
    this.log = log;
    this.pace = new DeliveryPace(stores.now);
  }

  /** One look at the findings detected within the last `windowMs` that are not delivered. Returns how many it delivered. */
  async cycle(windowMs: number): Promise<number> {
    const tenantIds = (await listTenantDirectory(this.stores.postgres)).map((tenant) => tenant.id);
    if (tenantIds.length === 0) return 0;
    const byTenant = await this.read(tenantIds, this.stores.now() - windowMs);
    let delivered = 0;
    await eachAtMost(TENANTS_AT_ONCE, [...byTenant], async ([tenantId, findings]) => {
      // A tenant whose findings cannot be assigned must not hold up the others.
      await this.takeTenant(tenantId, findings).then(
        (count) => { delivered += count; },
        (error: unknown) => this.failed({ tenant: tenantId }, error),
      );
    });
    return delivered;
  }

  /** All tenants in one read; when it is full, tenant by tenant, so that a noisy one does not crowd out the rest. */
  private async read(tenantIds: readonly string[], sinceMs: number): Promise<Map<string, NewFinding[]>> {
    const { clickhouse } = this.stores;
    let rows = await newFindings(clickhouse, serviceScope(SERVICE, tenantIds), { sinceMs, onlyUndelivered: true, limit: FINDINGS_A_READ });
    if (rows.length === FINDINGS_A_READ) {
      rows = [];
      for (const id of tenantIds) rows.push(...(await newFindings(clickhouse, serviceScope(SERVICE, [id]), { sinceMs, onlyUndelivered: true, limit: FINDINGS_A_TENANT })));
    }
    const byTenant = new Map<string, Map<string, NewFinding>>();
    for (const row of rows) {
      const known = byTenant.get(row.tenantId) ?? new Map<string, NewFinding>();
      byTenant.set(row.tenantId, known);
      if (!known.has(row.findingId)) known.set(row.findingId, row);
    }
    return new Map([...byTenant].map(([tenantId, findings]) => [tenantId, [...findings.values()]]));
  }

  private async takeTenant(tenantId: string, findings: readonly NewFinding[]): Promise<number> {
    const scope = serviceScope(SERVICE, [tenantId]);
    const assigned = new Map<string, FindingRecord[]>();
    const add = (caseId: string, finding: FindingRecord): void => void assigned.set(caseId, [...(assigned.get(caseId) ?? []), finding]);
    for (const finding of findings) if (finding.caseStatus === 'assigned') add(finding.caseId, finding);
    const fresh = findings.filter((finding) => finding.caseStatus === '');
    for (const [finding, caseId] of await this.assign(scope, tenantId, fresh)) add(caseId, finding);

    let delivered = 0;
    await eachAtMost(CASES_AT_ONCE, [...assigned].filter(([caseId]) => this.pace.mayDeliver(caseId)), async ([caseId, all]) => {
      const message = all.slice(0, FINDINGS_A_MESSAGE);
      await this.deliver(scope, tenantId, caseId, message).then(
        () => { delivered += message.length; },
        (error: unknown) => {
          this.pace.failed(caseId);
          this.failed({ tenant: tenantId, case: caseId }, error);
        },
      );
    });
    return delivered;
  }

  private async assign(scope: TenantScope, tenantId: string, fresh: readonly NewFinding[]): Promise<(readonly [FindingRecord, string])[]> {
    if (fresh.length === 0) return [];
    const times = fresh.map((finding) => finding.timeUs);
    const window = { fromUs: Math.min(...times) - JOIN_WITHIN_US, toUs: Math.max(...times) + JOIN_WITHIN_US };
    const sessions = await groupSessions(this.stores.clickhouse, scope, { groupKeys: [...new Set(fresh.map((finding) => finding.groupKey))], ...window });
    const byId = new Map(fresh.map((finding) => [finding.findingId, finding]));
    const assignments = assignCases(tenantId, fresh, sessions).flatMap((assignment) => {
      const finding = byId.get(assignment.findingId);
      return finding === undefined ? [] : [{ finding, ...assignment }];
    });
    const rows = assignments.map(({ finding, caseId, sessionStartedAtUs }) => this.row(finding, caseId, sessionStartedAtUs, 'assigned'));
    await insertRows(this.stores.clickhouse, scope, FINDING_CASES, rows);
    return assignments.map(({ finding, caseId }) => [finding, caseId] as const);
  }

  private async deliver(scope: TenantScope, tenantId: string, caseId: string, findings: readonly FindingRecord[]): Promise<void> {
    const first = Math.min(...findings.map((finding) => finding.timeUs));
    try {
      await this.stores.cases.open(scope, openCaseInput(tenantId, caseId, findings));
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'EXPIRED') throw error;
      await this.openSuccessor(scope, tenantId, caseId, findings);
      return;
    }
    await insertRows(this.stores.clickhouse, scope, FINDING_CASES, findings.map((finding) => this.row(finding, caseId, first, 'delivered')));
    this.pace.delivered(caseId);
    this.metrics.delivered.inc(findings.length);
    this.log.info({ tenant: tenantId, case: caseId, findings: findings.length }, 'findings delivered to their case');
  }

  /**
   * The case is closed for longer than its contract lets it be reopened: the findings begin a new one, linked to it. A closed case has
   * one successor, so whatever is repeated after a crash comes to the same new case, with its link.
   */
  private async openSuccessor(scope: TenantScope, tenantId: string, closedCaseId: string, findings: readonly FindingRecord[]): Promise<void> {
    const first = Math.min(...findings.map((finding) => finding.timeUs));
    const caseId = deterministicId('case', tenantId, 'after', closedCaseId);
    await this.stores.cases.open(scope, openCaseInput(tenantId, caseId, findings, closedCaseId));
    await insertRows(this.stores.clickhouse, scope, FINDING_CASES, findings.map((finding) => this.row(finding, caseId, first, 'delivered')));
    this.pace.delivered(caseId);
    this.metrics.delivered.inc(findings.length);
  }

  private row(finding: FindingRecord, caseId: string, sessionStartedAtUs: number, status: FindingCaseRow['status']): FindingCaseRow {
    // Of two rows of one finding the later counts, and a clock may stand still for a millisecond.
    const updatedAtMs = this.stores.now() + (status === 'delivered' ? 1 : 0);
    return { tenantId: finding.tenantId, findingId: finding.findingId, caseId, groupKey: finding.groupKey, sessionStartedAtUs, findingTimeUs: finding.timeUs, status, updatedAtMs };
  }

  private failed(context: Readonly<Record<string, string>>, error: unknown): void {
    this.metrics.failures.inc({ loop: 'findings' });
    const expected = error instanceof Refused && error.code === 'UNAVAILABLE';
    this.log[expected ? 'warn' : 'error']({ ...context, err: error }, 'findings wait: they could not be brought to their case');
  }
}
