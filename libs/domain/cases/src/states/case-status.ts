/** States of a case (OCSF incident status): New → In Progress ⇄ On Hold → Resolved → Closed. */
export const CASE_STATUSES = ['new', 'in_progress', 'on_hold', 'resolved', 'closed'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** True while someone still has to work on it. */
export function isOpenStatus(status: CaseStatus): boolean {
  return status === 'new' || status === 'in_progress' || status === 'on_hold';
}
