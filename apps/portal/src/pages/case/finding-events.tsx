import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { FindingEventsDocument } from '../../generated/graphql.ts';
import { Moment } from '../../ui/moment.tsx';
import { LoadingRows, ProblemState } from '../../ui/states.tsx';

/** The events of a finding with the sensor's lines as received, read when asked for. */
export function FindingEvents({ findingId, siteZone }: { readonly findingId: string; readonly siteZone: string | undefined }) {
  const [wanted, setWanted] = useState(false);
  const [{ data, error, fetching }, read] = useQuery({ query: FindingEventsDocument, variables: { id: findingId }, pause: !wanted });
  if (!wanted) {
    return (
      <div>
        <Button size="xs" variant="default" onClick={() => setWanted(true)}>
          Show raw lines
        </Button>
      </div>
    );
  }
  if (error !== undefined) return <ProblemState error={error} what="the events" onRetry={() => read({ requestPolicy: 'network-only' })} />;
  if (fetching && data === undefined) return <LoadingRows rows={2} what="events" />;
  const events = data?.node?.__typename === 'Finding' ? data.node.events : [];
  return (
    <div>
      <h3>Raw lines</h3>
      {events.length === 0 && <span className="wf-muted">The events are no longer held.</span>}
      {events.map((event) => (
        <figure key={event.id} style={{ margin: '0 0 8px' }}>
          <figcaption className="wf-muted" style={{ marginBottom: 2 }}>
            <Moment iso={event.time} siteZone={siteZone} /> · {event.source}
          </figcaption>
          <pre className="wf-code" tabIndex={0} aria-label="Raw line">
            {event.raw}
          </pre>
        </figure>
      ))}
    </div>
  );
}
