import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { AcknowledgeCaseDocument, CaseQueueDocument, type QueueCaseFragment } from '../../generated/graphql.ts';
import { problemText } from '../../graphql/problem-text.ts';
import { useConnection } from '../../graphql/use-connection.ts';
import { useCustomerScope } from '../../shell/customer-scope.ts';
import { useViewer } from '../../shell/viewer.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { EmptyNote, LoadingRows, ProblemState } from '../../ui/states.tsx';
import { inWords } from './clock-status.ts';
import { KeyHelp } from './key-help.tsx';
import { QueueFilters } from './queue-filters.tsx';
import { caseFilterOf } from './queue-search-params.ts';
import { QueueSummary } from './queue-summary.tsx';
import { QueueTable } from './queue-table.tsx';
import { byUrgency } from './urgency.ts';
import { useCaseChanges } from './use-case-changes.ts';
import { useQueueKeys } from './use-queue-keys.ts';

const PAGE_SIZE = 100;
const route = getRouteApi('/cases');

/** The watch floor's first page: open cases, the one due next on top, clocks running. */
export function QueuePage() {
  const search = route.useSearch();
  const { tenant } = useCustomerScope();
  const viewer = useViewer();
  const announce = useAnnounce();
  const [helpOpen, setHelpOpen] = useState(false);
  const list = useRef<HTMLElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const filter = caseFilterOf(search, tenant?.tenantId, viewer.username);
  const queue = useConnection({ query: CaseQueueDocument, variables: { filter, first: PAGE_SIZE }, pick: (data) => data.cases });
  const cases = useMemo(() => queue.nodes?.toSorted(byUrgency), [queue.nodes]);
  const [, acknowledgeCase] = useMutation(AcknowledgeCaseDocument);

  useCaseChanges(tenant?.tenantId, queue.reload, (change) =>
    announce(`Case ${change.number}, ${change.tenantName}: ${inWords(change.status).toLowerCase()}${change.assignee ? `, ${change.assignee}` : ''}`),
  );

  const acknowledge = async (found: QueueCaseFragment | undefined): Promise<void> => {
    if (found === undefined) return;
    if (!found.allowedActions.includes('acknowledge')) {
      announce(found.acknowledgedAt ? `Case ${found.number} is already acknowledged.` : `You may not acknowledge case ${found.number}.`);
      return;
    }
    const result = await acknowledgeCase({ input: { tenantId: found.tenantId, caseId: found.caseId } });
    announce(result.error === undefined ? `Case ${found.number} acknowledged.` : `Case ${found.number}: ${problemText(result.error)}`);
    queue.reload();
  };

  useQueueKeys(list, {
    acknowledge: (id) => void acknowledge(cases?.find((one) => one.id === id)),
    help: () => setHelpOpen(true),
    search: () => searchField.current?.focus(),
  });

  return (
    <div className="wf-page">
      <title>Cases · Watchfloor</title>
      <div className="wf-page-head">
        <h1>Case queue</h1>
        {cases !== undefined && <QueueSummary cases={cases} total={queue.total} />}
      </div>
      <QueueFilters searchField={searchField} onHelp={() => setHelpOpen(true)} />
      <section ref={list} className="wf-panel" aria-label="Cases" aria-busy={queue.loading} style={queue.stale ? { opacity: 0.55 } : undefined}>
        {queue.error !== undefined && <ProblemState error={queue.error} what="the case queue" onRetry={queue.reload} />}
        {cases === undefined && queue.error === undefined && <LoadingRows rows={14} what="cases" />}
        {cases !== undefined && cases.length === 0 && queue.error === undefined && (
          <EmptyNote icon="check" title="No case matches">
            {Object.keys(search).some((key) => key !== 'customer')
              ? 'Nothing fits these filters. Clear them to see every open case.'
              : 'Nothing is open. New cases appear here by themselves, without loading the page again.'}
          </EmptyNote>
        )}
        {cases !== undefined && cases.length > 0 && <QueueTable cases={cases} manyCustomers={tenant === undefined} />}
        {queue.hasMore && (
          <div className="wf-panel-body">
            <Button size="xs" variant="default" loading={queue.loading} onClick={queue.loadMore}>
              Show more
            </Button>
          </div>
        )}
      </section>
      <KeyHelp opened={helpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}
