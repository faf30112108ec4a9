import type { CaseFilter, CaseSeverity, CaseStatus } from '../../generated/graphql.ts';

const SEVERITY_ORDER: readonly CaseSeverity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'];
const OPEN: readonly CaseStatus[] = ['NEW', 'IN_PROGRESS', 'ON_HOLD'];
const STATUSES: readonly CaseStatus[] = [...OPEN, 'RESOLVED', 'CLOSED'];

/** The queue's filters as they stand in the address; absent means the default. */
export interface QueueSearch {
  /** This severity and everything above it. */
  readonly severity?: CaseSeverity;
  /** One state, or 'ALL'; open cases by default. */
  readonly status?: CaseStatus | 'ALL';
  readonly show?: 'mine' | 'unacknowledged';
  readonly q?: string;
}

/** Reads the filters from an address; what is not understood is left out. */
export function queueSearchOf(search: Record<string, unknown>): QueueSearch {
  const severity = SEVERITY_ORDER.find((one) => one === search['severity']);
  const status = [...STATUSES, 'ALL' as const].find((one) => one === search['status']);
  const show = (['mine', 'unacknowledged'] as const).find((one) => one === search['show']);
  const q = search['q'] === undefined ? '' : String(search['q']).trim();
  return { ...(severity && { severity }), ...(status && { status }), ...(show && { show }), ...(q !== '' && { q }) };
}

/** The API's filter for an address. */
export function caseFilterOf(search: QueueSearch, tenantId: string | undefined, username: string): CaseFilter {
  const status = search.status;
  return {
    ...(tenantId !== undefined && { tenantId }),
    ...(status !== 'ALL' && { statuses: status === undefined ? [...OPEN] : [status] }),
    ...(search.severity !== undefined && { severities: SEVERITY_ORDER.slice(0, SEVERITY_ORDER.indexOf(search.severity) + 1) }),
    ...(search.show === 'mine' && { assignee: username }),
    ...(search.show === 'unacknowledged' && { unacknowledged: true }),
    ...(search.q !== undefined && { text: search.q }),
  };
}
