import { memo } from 'react';
import type { EventSearchQuery } from '../../generated/graphql.ts';
import { Moment } from '../../ui/moment.tsx';
import styles from './events.module.css';

export type EventRow = EventSearchQuery['events']['edges'][number]['node'];

/** The class of an ordinary conversation: its protocol says more. */
const PLAIN_CLASS = 'Network Activity';

interface EventTableProps {
  readonly events: readonly EventRow[];
  readonly zoneOf: (siteId: string) => string | undefined;
  readonly onOpen: (event: EventRow) => void;
}

/** Events as rows, or cards on a phone; each opens the event. */
export const EventTable = memo(function EventTable({ events, zoneOf, onOpen }: EventTableProps) {
  return (
    <table className={styles.table} role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Time</th>
          <th role="columnheader" scope="col">Source → destination</th>
          <th role="columnheader" scope="col">Protocol, class</th>
          <th role="columnheader" scope="col">OT function</th>
          <th role="columnheader" scope="col">Message</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {events.map((event) => (
          <tr role="row" key={event.id}>
            <td role="cell" className={styles.time}>
              <button type="button" className={styles.open} onClick={() => onOpen(event)} aria-haspopup="dialog">
                <Moment iso={event.time} siteZone={zoneOf(event.siteId)} />
              </button>
            </td>
            <td role="cell" className={`${styles.flow} wf-mono`}>
              <span>{endpoint(event.srcIp, event.srcPort)}</span> <span>→ {endpoint(event.dstIp, event.dstPort)}</span>
            </td>
            <td role="cell" className={styles.kind}>
              {event.appProtocol ?? ''}
              {(!event.appProtocol || event.className !== PLAIN_CLASS) && <span className="wf-muted"> {event.className}</span>}
            </td>
            <td role="cell" className={styles.access}>
              {event.otFunction ? (
                <>
                  <span className={event.otAccess === 'write' || event.otAccess === 'control' ? styles.write : undefined}>{event.otFunction}</span>{' '}
                  <span className="wf-muted">{otDetail(event)}</span>
                </>
              ) : null}
            </td>
            <td role="cell" className={styles.message}>
              {event.message}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function endpoint(ip: string | null | undefined, port: number | null | undefined): string {
  if (!ip) return '—';
  const host = ip.includes(':') && port ? `[${ip}]` : ip;
  return port ? `${host}:${port}` : host;
}

/** Access, unit and addresses of an OT event; the API marks an absent number with null or −1. */
function otDetail({ otAccess, otUnitId, otAddressStart, otAddressCount }: EventRow): string {
  const parts = [otAccess ?? ''];
  if (typeof otUnitId === 'number' && otUnitId >= 0) parts.push(`unit ${otUnitId}`);
  if (typeof otAddressStart === 'number' && otAddressStart >= 0) {
    const last = otAddressStart + (otAddressCount ?? 1) - 1;
    parts.push(last > otAddressStart ? `${otAddressStart}–${last}` : `${otAddressStart}`);
  }
  return parts.filter((part) => part !== '').join(' · ');
}
