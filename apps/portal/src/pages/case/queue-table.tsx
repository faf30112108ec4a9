import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { QueueCaseFragment } from '../../generated/graphql.ts';
import { useSiteZone } from '../../shell/use-site-zone.ts';
import { Ago } from '../../ui/moment.tsx';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { ClockFace } from './clock-face.tsx';
import { nextClock } from './clock-status.ts';
import { StatusMark } from './status-mark.tsx';
import styles from './queue-table.module.css';

/** The queue: a table, or cards on a phone (explicit roles keep it a table for screen readers). */
export const QueueTable = memo(function QueueTable({ cases, manyCustomers }: { readonly cases: readonly QueueCaseFragment[]; readonly manyCustomers: boolean }) {
  const zoneOf = useSiteZone();
  return (
    <table className={styles.table} role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Severity</th>
          <th role="columnheader" scope="col">Due next</th>
          <th role="columnheader" scope="col">Case</th>
          <th role="columnheader" scope="col">{manyCustomers ? 'Customer, site' : 'Site'}</th>
          <th role="columnheader" scope="col">Asset</th>
          <th role="columnheader" scope="col">State</th>
          <th role="columnheader" scope="col">Assignee</th>
          <th role="columnheader" scope="col">Opened</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {cases.map((found) => (
          <QueueRow key={found.id} found={found} manyCustomers={manyCustomers} siteZone={zoneOf(found.tenantId, found.siteName)} />
        ))}
      </tbody>
    </table>
  );
});

interface QueueRowProps {
  readonly found: QueueCaseFragment;
  readonly manyCustomers: boolean;
  readonly siteZone: string | undefined;
}

const QueueRow = memo(function QueueRow({ found, manyCustomers, siteZone }: QueueRowProps) {
  const clock = nextClock(found.clocks);
  const asset = found.primaryAsset;
  return (
    <tr role="row" data-severity={found.severity}>
      <td role="cell" className={styles.severity}>
        <SeverityMark severity={found.severity} />
      </td>
      <td role="cell" className={styles.due}>
        {clock === undefined ? <span className="wf-muted">no clock running</span> : <ClockFace clock={clock} siteZone={siteZone} />}
      </td>
      <td role="cell" className={styles.title}>
        <Link to="/cases/$caseId" params={{ caseId: found.id }} data-case-id={found.id}>
          {found.title}
        </Link>
        <span className={styles.small}>
          #{found.number} · {found.findingCount} {found.findingCount === 1 ? 'finding' : 'findings'}
        </span>
      </td>
      <td role="cell" className={styles.place}>
        {manyCustomers && <span>{found.tenantName}</span>}
        <span className={manyCustomers ? styles.small : undefined}>{found.siteName ?? '—'}</span>
      </td>
      <td role="cell" className={styles.asset}>
        {asset ? (
          <>
            <span title={asset.name}>{asset.name}</span>
            {typeof asset.purdueLevel === 'number' && <span className={styles.small}>Level {asset.purdueLevel}</span>}
          </>
        ) : (
          <span className="wf-muted">—</span>
        )}
      </td>
      <td role="cell" className={styles.state}>
        <StatusMark status={found.status} acknowledged={Boolean(found.acknowledgedAt)} verdict={found.verdict ?? undefined} />
      </td>
      <td role="cell" className={styles.assignee}>
        {found.assignee ?? <span className="wf-muted">nobody</span>}
      </td>
      <td role="cell" className={styles.opened}>
        <Ago iso={found.openedAt} />
      </td>
    </tr>
  );
});
