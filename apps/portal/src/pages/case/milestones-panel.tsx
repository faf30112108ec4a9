import type { CaseDetailFragment } from '../../generated/graphql.ts';
import { Moment } from '../../ui/moment.tsx';

/** The first time of each milestone. */
export function MilestonesPanel({ found, siteZone }: { readonly found: CaseDetailFragment; readonly siteZone: string | undefined }) {
  const milestones: readonly (readonly [string, string | null | undefined])[] = [
    ['First event', found.firstEventAt],
    ['Opened', found.openedAt],
    ['Acknowledged', found.acknowledgedAt],
    ['Contained', found.containedAt],
    ['Customer notified', found.customerNotifiedAt],
    ['Resolved', found.resolvedAt],
    ['Closed', found.closedAt],
  ];
  return (
    <section className="wf-panel" aria-label="Milestones" data-order="8">
      <header>
        <h2>Milestones</h2>
      </header>
      <dl className="wf-facts wf-panel-body">
        {milestones.map(([name, at]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{at ? <Moment iso={at} siteZone={siteZone} /> : <span className="wf-muted">not yet</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
