/** OCSF `severity_id` (OCSF 1.8.0 dictionary): 0 Unknown … 5 Critical, 6 Fatal. */
export const SEVERITY_NAME = ['Unknown', 'Informational', 'Low', 'Medium', 'High', 'Critical', 'Fatal'] as const;
export type SeverityId = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Severities that a contract sets targets for, lowest first. */
export const CASE_SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type CaseSeverity = (typeof CASE_SEVERITIES)[number];

/** OCSF severity_id of a case severity: informational 1 … critical 5. */
export function severityIdOf(severity: CaseSeverity): SeverityId {
  return (CASE_SEVERITIES.indexOf(severity) + 1) as SeverityId;
}

/** Case severity of an OCSF severity_id; Unknown (0) becomes low, so that it is looked at; Fatal (6) becomes critical. */
export function caseSeverityOf(id: number): CaseSeverity {
  if (id <= 0) return 'low';
  return CASE_SEVERITIES[Math.min(id, 5) - 1] ?? 'low';
}
