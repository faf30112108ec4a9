import { serviceScope } from '@watchfloor/identity';
import { listCases, listTenantDirectory, withTenant, type CaseCursor, type CaseRow, type Postgres } from '@watchfloor/postgres';
import type { AuditActivities, StrandedCase } from '@watchfloor/workflow-cases';
import { Gauge } from 'prom-client';
import type { Logger } from 'pino';
import { z } from 'zod';

/** A step this long overdue is stuck: workers or Temporal are down, or the workflow is gone. */
const OVERDUE_MS = 15 * 60_000;
const PAGE = 500;

const escalation = z.object({ nextAt: z.string().nullable(), silencedUntil: z.string().nullable(), acknowledged: z.boolean() });
const stranded = new Gauge({ name: 'watchfloor_cases_stranded', help: 'open cases with neither a next escalation step nor an acknowledgement, at the last audit' });

/** Every open case must be acknowledged or have a next step; this looks for those that have neither. */
export function escalationAuditActivity(db: Postgres, log: Logger): AuditActivities['auditEscalations'] {
  return async () => {
    const found: StrandedCase[] = [];
    for (const tenant of await listTenantDirectory(db)) {
      for await (const row of openCases(db, tenant.id)) {
        const why = whyStranded(row, Date.now());
        if (why !== undefined) found.push({ tenantId: row.tenantId, caseId: row.id, number: row.number, why });
      }
    }
    stranded.set(found.length);
    if (found.length > 0) log.error({ cases: found }, 'open cases that nothing pushes further');
    return found;
  };
}

/** Why nothing pushes the case further at `now` (epoch ms); undefined when all is well. */
export function whyStranded(row: Pick<CaseRow, 'escalation'>, now: number): StrandedCase['why'] | undefined {
  const { nextAt, silencedUntil, acknowledged } = escalation.parse(row.escalation);
  const next = nextAt ?? silencedUntil;
  if (acknowledged) return undefined;
  if (next === null) return 'no next step';
  return Date.parse(next) < now - OVERDUE_MS ? 'next step is overdue' : undefined;
}

async function* openCases(db: Postgres, tenantId: string): AsyncGenerator<CaseRow> {
  const scope = serviceScope('cases', [tenantId]);
  let after: CaseCursor | undefined;
  for (;;) {
    const page = await withTenant(db, scope, (tx) => listCases(scope, tx, { statuses: ['new', 'in_progress', 'on_hold'] }, { after, limit: PAGE }));
    yield* page;
    after = page.at(-1);
    if (page.length < PAGE) return;
  }
}
