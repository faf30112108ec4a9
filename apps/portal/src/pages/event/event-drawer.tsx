import { CopyButton, Button, Drawer } from '@mantine/core';
import { useQuery } from 'urql';
import { EventDetailDocument } from '../../generated/graphql.ts';
import { Moment } from '../../ui/moment.tsx';
import { LoadingRows, ProblemState } from '../../ui/states.tsx';
import type { EventRow } from './event-table.tsx';

/** One event: the OCSF object as stored and the sensor's line as received. */
export function EventDrawer({ event, onClose }: { readonly event: EventRow | undefined; readonly onClose: () => void }) {
  const [{ data, error, fetching }, read] = useQuery({ query: EventDetailDocument, variables: { id: event?.id ?? '' }, pause: event === undefined });
  const node = data?.node?.__typename === 'Event' && data.node.id === event?.id ? data.node : undefined;
  return (
    <Drawer opened={event !== undefined} onClose={onClose} position="right" size="lg" title="Event" closeButtonProps={{ 'aria-label': 'Close' }}>
      {error !== undefined && <ProblemState error={error} what="this event" onRetry={() => read({ requestPolicy: 'network-only' })} />}
      {fetching && node === undefined && <LoadingRows rows={8} what="the event" />}
      {!fetching && error === undefined && node === undefined && <p className="wf-muted">The event is no longer held.</p>}
      {node !== undefined && (
        <>
          <dl className="wf-facts" style={{ marginBottom: 14 }}>
            <dt>Event time</dt>
            <dd>
              <Moment iso={node.time} />
            </dd>
            <dt>Received</dt>
            <dd>
              <Moment iso={node.ingestedAt} />
            </dd>
            <dt>Class</dt>
            <dd>
              {node.className} ({node.classUid}, activity {node.activityId})
            </dd>
            <dt>Source</dt>
            <dd>{node.source}</dd>
            <dt>Event id</dt>
            <dd className="wf-mono">{node.eventId}</dd>
          </dl>
          <Block title="Line as received" text={node.raw} />
          <Block title="OCSF event" text={JSON.stringify(node.ocsf, null, 2)} />
        </>
      )}
    </Drawer>
  );
}

function Block({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section style={{ marginBottom: 16 }}>
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', marginBottom: 4 }}>
        <h3 style={{ margin: 0 }}>{title}</h3>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      <pre className="wf-code" tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </section>
  );
}
