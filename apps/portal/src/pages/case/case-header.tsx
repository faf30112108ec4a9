import { Link } from '@tanstack/react-router';
import type { CaseDetailFragment } from '../../generated/graphql.ts';
import { Icon } from '../../ui/icon.tsx';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { ClockFace } from './clock-face.tsx';
import { nextClock } from './clock-status.ts';
import { StatusMark } from './status-mark.tsx';
import styles from './case-page.module.css';

/** Title of the case, whose it is and how it stands. */
export function CaseHeader({ found, siteZone }: { readonly found: CaseDetailFragment; readonly siteZone: string | undefined }) {
  const clock = nextClock(found.clocks);
  return (
    <div className={styles.head}>
      <Link to="/cases" className={styles.back}>
        <Icon name="back" size={12} /> Case queue
      </Link>
      <h1>{found.title}</h1>
      <div className={styles.facts}>
        <SeverityMark severity={found.severity} />
        <span>
          <StatusMark status={found.status} acknowledged={Boolean(found.acknowledgedAt)} verdict={found.verdict ?? undefined} />
        </span>
        {clock !== undefined && <ClockFace clock={clock} siteZone={siteZone} />}
        <span className="wf-number">#{found.number}</span>
        <span>
          {found.tenantName}
          {found.siteName ? ` · ${found.siteName}` : ''}
        </span>
        <span>{found.assignee ? `Assigned to ${found.assignee}` : 'Assigned to nobody'}</span>
      </div>
    </div>
  );
}
