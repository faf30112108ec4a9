import type { QueueCaseFragment } from '../../generated/graphql.ts';
import { useNow } from '../../time/use-now.ts';
import { clockStatus } from './clock-status.ts';

/** What the queue holds, in one line: how many, how many overdue, due soon and not acknowledged. */
export function QueueSummary({ cases, total }: { readonly cases: readonly QueueCaseFragment[]; readonly total: number | undefined }) {
  const now = useNow();
  const tones = cases.map(({ clocks }) => {
    const running = clocks.filter(({ state }) => state === 'RUNNING' || state === 'BREACHED').map((clock) => clockStatus(clock, now).tone);
    return running.includes('breached') ? 'breached' : running.includes('warning') ? 'warning' : 'running';
  });
  const overdue = tones.filter((tone) => tone === 'breached').length;
  const soon = tones.filter((tone) => tone === 'warning').length;
  const waiting = cases.filter(({ status, acknowledgedAt }) => status === 'NEW' && !acknowledgedAt).length;
  return (
    <span className="wf-number" style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 6 }}>
      <span className="wf-tag">{total === undefined || total <= cases.length ? `${cases.length} shown` : `${cases.length} of ${total} shown`}</span>
      {overdue > 0 && (
        <span className="wf-tag" data-tone="critical">
          {overdue} overdue
        </span>
      )}
      {soon > 0 && (
        <span className="wf-tag" data-tone="medium">
          {soon} due soon
        </span>
      )}
      {waiting > 0 && <span className="wf-tag">{waiting} not acknowledged</span>}
    </span>
  );
}
