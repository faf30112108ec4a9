import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { EventSearchDocument } from '../../generated/graphql.ts';
import { problemText } from '../../graphql/problem-text.ts';
import { useConnection } from '../../graphql/use-connection.ts';
import { ChooseCustomer } from '../../shell/choose-customer.tsx';
import { useCustomerScope } from '../../shell/customer-scope.ts';
import { useSiteZone } from '../../shell/use-site-zone.ts';
import { serverClock } from '../../time/server-clock.ts';
import { Moment } from '../../ui/moment.tsx';
import { EmptyNote, LoadingRows, ProblemState } from '../../ui/states.tsx';
import { EventDrawer } from './event-drawer.tsx';
import { EventForm } from './event-form.tsx';
import { EventHistogram } from './event-histogram.tsx';
import { problemPosition } from './query-text.ts';
import { SavedSearches } from './saved-searches.tsx';
import { eventFilterOf } from './event-search-params.ts';
import { EventTable, type EventRow } from './event-table.tsx';

const PAGE_SIZE = 50;
const route = getRouteApi('/events');

/** Search over one customer's events in a time window; a row opens the event as stored and as received. */
export function EventsPage() {
  const { tenant } = useCustomerScope();
  return (
    <div className="wf-page">
      <title>Events · Watchfloor</title>
      <div className="wf-page-head">
        <h1>Events</h1>
        {tenant !== undefined && <SavedSearches tenantId={tenant.tenantId} />}
      </div>
      {tenant === undefined ? <ChooseCustomer what="search events" /> : <EventSearchView key={tenant.tenantId} tenantId={tenant.tenantId} />}
    </div>
  );
}

function EventSearchView({ tenantId }: { readonly tenantId: string }) {
  const search = route.useSearch();
  const zoneOf = useSiteZone();
  const [opened, setOpened] = useState<EventRow>();
  const [round, setRound] = useState(0);
  const key = `${JSON.stringify(search)} ${round}`;
  // A window that ends "now" is fixed when the search is made, so that paging stays in it.
  const filter = useMemo(() => eventFilterOf(search, tenantId, serverClock.now()), [key, tenantId]);
  const found = useConnection({ query: EventSearchDocument, variables: { filter, query: search.query ?? null, first: PAGE_SIZE }, pick: (data) => data.events });
  const events = found.nodes;
  const problem = found.error && problemText(found.error);
  const queryProblem = problem !== undefined && problemPosition(problem) !== undefined ? problem : undefined;
  return (
    <>
      <EventForm key={JSON.stringify(search)} onSearch={() => setRound((count) => count + 1)} searching={found.loading} queryProblem={queryProblem} />
      {found.error === undefined && <EventHistogram filter={filter} query={search.query} />}
      <section className="wf-panel" aria-label="Events found" aria-busy={found.loading} style={found.stale ? { opacity: 0.55 } : undefined}>
        <header>
          <h2 className="wf-number" aria-live="polite">
            {events === undefined ? 'Searching' : `${events.length}${found.hasMore ? '+' : ''} ${events.length === 1 ? 'event' : 'events'}`}
            {found.total !== undefined && events !== undefined && found.total > events.length && ` of ${found.total.toLocaleString('en-GB')}`}
          </h2>
          <span className="wf-muted">
            <Moment iso={filter.from} /> to <Moment iso={filter.to} />
          </span>
        </header>
        {found.error !== undefined && queryProblem === undefined && <ProblemState error={found.error} what="events" onRetry={found.reload} />}
        {events === undefined && found.error === undefined && <LoadingRows rows={12} what="events" />}
        {events !== undefined && events.length === 0 && found.error === undefined && (
          <EmptyNote icon="events" title="No event in this window">
            Widen the time window or take a filter away. If a sensor should have sent something, look at the sensors page.
          </EmptyNote>
        )}
        {events !== undefined && events.length > 0 && <EventTable events={events} zoneOf={(siteId) => zoneOf(tenantId, siteId)} onOpen={setOpened} />}
        {found.hasMore && (
          <div className="wf-panel-body">
            <Button size="xs" variant="default" loading={found.loading} onClick={found.loadMore}>
              Show older
            </Button>
          </div>
        )}
      </section>
      <EventDrawer event={opened} onClose={() => setOpened(undefined)} />
    </>
  );
}
