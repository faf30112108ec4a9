import type { CaseStatus } from '@watchfloor/cases';
import type { Principal } from '@watchfloor/identity';
import { mayAt } from '../auth/caller.ts';
import type { CaseModel } from './case.model.ts';

const BY_STATUS: Readonly<Record<CaseStatus, readonly string[]>> = {
  new: ['acknowledge', 'assign', 'hold', 'rate', 'resolve'],
  in_progress: ['acknowledge', 'assign', 'hold', 'rate', 'resolve'],
  on_hold: ['acknowledge', 'assign', 'resume', 'rate', 'resolve'],
  resolved: ['close', 'reopen'],
  closed: ['reopen'],
};

/** What the person may do with the case in its state; the case's own rules have the last word. */
export function allowedActions(principal: Principal, { tenantId, status, acknowledgedAt }: Pick<CaseModel, 'tenantId' | 'status' | 'acknowledgedAt'>): string[] {
  const actions = mayAt(principal, tenantId, 'case:act') ? BY_STATUS[status].filter((action) => action !== 'acknowledge' || acknowledgedAt === null) : [];
  return mayAt(principal, tenantId, 'case:comment') ? [...actions, 'comment'] : actions;
}
