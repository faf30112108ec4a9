import { summariseSla, type CaseState } from '@watchfloor/cases';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { CaseSeverity, CaseStatus, NextSlaDueAt, SlaState, TenantId } from './search-attributes.ts';

/** Keeps the search attributes of a case true, and writes history only when one has changed. */
export class SearchAttributeSync {
  #last = '';

  update(state: CaseState): void {
    const { slaState: sla, nextDueAt: due } = summariseSla(state, Date.now());
    const current = [state.severity, state.status, sla, due].join('|');
    if (current === this.#last) return;
    this.#last = current;
    upsertSearchAttributes([
      { key: TenantId, value: state.tenantId },
      { key: CaseSeverity, value: state.severity },
      { key: CaseStatus, value: state.status },
      { key: SlaState, value: sla },
      { key: NextSlaDueAt, value: due === null ? null : new Date(due) },
    ]);
  }
}
